// The key files of local runs, below GATEHOUSE_HOME. Running apps see a replaced file within a second.
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parsePrivateKeySet } from '@gatehouse/jwt';
import { localKeyFiles, writeLocalKeys } from '@gatehouse/gateway/local-keys';
import type { KeyStore } from './key-store.ts';

export const createFileKeyStore = (home: string): KeyStore => {
  const { privateFile } = localKeyFiles(resolve(home));
  return {
    name: privateFile,
    refreshSeconds: 1,
    load: async () => {
      const text = await readIfThere(privateFile);
      return text === null ? null : parsePrivateKeySet(text);
    },
    save: async (set) => {
      await mkdir(dirname(privateFile), { recursive: true, mode: 0o700 });
      await writeLocalKeys(home, set);
    },
  };
};

const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};
