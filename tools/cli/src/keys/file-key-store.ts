// The key files of local runs, below GATEHOUSE_HOME. Running apps see a replaced file within a second.
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { loadLocalKeys, localKeyFiles, writeLocalKeys } from '@gatehouse/gateway/local-keys';
import type { KeyStore } from './key-store.ts';

export const createFileKeyStore = (home: string): KeyStore => {
  const { privateFile } = localKeyFiles(resolve(home));
  return {
    name: privateFile,
    refreshSeconds: 1,
    load: () => loadLocalKeys(home),
    save: async (set) => {
      await mkdir(dirname(privateFile), { recursive: true, mode: 0o700 });
      await writeLocalKeys(home, set);
    },
  };
};
