// The key of FACTOR_KEYS for local runs, below GATEHOUSE_HOME: without it the database there opens nobody's authenticator app.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileOnce } from './durable-file.ts';
import { readIfThere } from './local-keys.ts';

const KEY_BYTES = 32;

/** The file with the key, mode 0600, made where it is missing. Processes that start at the same time agree on it: the first one's file stays. */
export const ensureLocalFactorKeys = async (home: string): Promise<string> => {
  const file = join(home, 'keys', 'factor-keys');
  await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
  if ((await readIfThere(file)) === undefined)
    await createFileOnce(file, `v1:${randomBytes(KEY_BYTES).toString('base64')}`, 0o600);
  return file;
};
