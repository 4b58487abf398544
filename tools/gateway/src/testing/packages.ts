// Zips of the fixture apps, and a runtime client for them that any machine has.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { findRuntimeClient } from '../functions/packaged/runtime-client.ts';
import { messageOf } from '../start-error.ts';
import { FIXTURES } from './folders.ts';

/** Makes `<app>.zip` in `folder`, with these modules. */
export const writePackage = async (
  folder: string,
  app: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> => {
  const contents = Object.entries(files).map(([name, file]) => [
    name,
    typeof file === 'string' ? strToU8(file) : file,
  ]);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, `${app}.zip`),
    zipSync(Object.fromEntries(contents) as Record<string, Uint8Array>),
  );
};

/** Makes the zips of the fixture apps; their entries are their only modules. */
export const packFixtures = async (folder: string): Promise<void> => {
  for (const app of ['shop', 'gate']) {
    const source = await readFile(join(FIXTURES, app, 'src', `${app}.ts`), 'utf8');
    await writePackage(folder, app, { [`${app}.mjs`]: stripTypeScriptTypes(source) });
  }
};

/** A runtime client of a few lines. */
export const SMALL_CLIENT = join(import.meta.dirname, 'runtime-client.ts');

/** AWS's own where it is installed, after a visible line where it is not. */
export const runtimeClients = (): readonly (readonly [name: string, module: string])[] => {
  const small = ['a small runtime client', SMALL_CLIENT] as const;
  try {
    return [small, ['the official runtime client', findRuntimeClient(join(FIXTURES, '../../..'))]];
  } catch (error) {
    process.stderr.write(`tools/gateway: ${messageOf(error)}; until then its tests are left out\n`);
    return [small];
  }
};
