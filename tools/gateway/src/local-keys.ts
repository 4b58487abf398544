// The key files of local runs: a private JWKS that signs and the public one made from it, both below GATEHOUSE_HOME.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrivateKeySet } from '@gatehouse/jwt';
import { createFileOnce, replaceFile } from './durable-file.ts';

export interface LocalKeyFiles {
  /** A private JWKS, mode 0600; the first key signs. */
  readonly privateFile: string;
  /** The public JWKS. */
  readonly publicFile: string;
}

/** Where the key files are, whether or not they exist. */
export const localKeyFiles = (home: string): LocalKeyFiles => ({
  privateFile: join(home, 'keys', 'private.json'),
  publicFile: join(home, 'keys', 'jwks.json'),
});

/**
 * The key files, made with one ES256 key where they are missing. Processes that start at the same time agree on the
 * key: the first one's file stays, and the public file is made from whichever private file is there.
 * @throws KeyError for a private file that is no key set
 */
export const ensureLocalKeys = async (home: string): Promise<LocalKeyFiles> => {
  const files = localKeyFiles(home);
  await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
  const privateKeys = (await readIfThere(files.privateFile)) ?? (await makePrivateKeys(files.privateFile));
  if ((await readIfThere(files.publicFile)) === undefined)
    await createFileOnce(files.publicFile, await toPublicJwks(privateKeys), 0o644);
  return files;
};

/** The private set of a run; null where there is none yet. @throws KeyError for what is no key set */
export const loadLocalKeys = async (home: string): Promise<PrivateKeySet | null> => {
  const text = await readIfThere(localKeyFiles(home).privateFile);
  if (text === undefined) return null;
  const { parsePrivateKeySet } = await import('@gatehouse/jwt');
  return parsePrivateKeySet(text);
};

/**
 * Replaces both files. The public one goes first: whatever a crash leaves, nothing signs with a key that is not
 * published, and a key that was retired is not accepted.
 */
export const writeLocalKeys = async (home: string, set: PrivateKeySet): Promise<void> => {
  const { publicJwks, serializePrivateKeySet } = await import('@gatehouse/jwt');
  const { privateFile, publicFile } = localKeyFiles(home);
  await replaceFile(publicFile, JSON.stringify(publicJwks(set)), 0o644);
  await replaceFile(privateFile, serializePrivateKeySet(set), 0o600);
};

/** The public JWKS of a private one, as text. @throws KeyError */
export const toPublicJwks = async (privateKeys: string): Promise<string> => {
  const { parsePrivateKeySet, publicJwks } = await import('@gatehouse/jwt');
  return JSON.stringify(publicJwks(await parsePrivateKeySet(privateKeys)));
};

const makePrivateKeys = async (file: string): Promise<string> => {
  const { addKey, generateKey, serializePrivateKeySet } = await import('@gatehouse/jwt');
  const set = addKey({ keys: [] }, await generateKey('ES256'), new Date());
  await createFileOnce(file, serializePrivateKeySet(set), 0o600);
  return readFile(file, 'utf8');
};

/** The text of a file, or undefined where there is none. */
export const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
