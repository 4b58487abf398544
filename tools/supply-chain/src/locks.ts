// Where the locks of the workspace are.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folders that have a lock, relative to `root`; the root itself is the first, and an empty text. */
export const foldersWithLock = (root: string, folder = ''): readonly string[] => {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const own = entries.some((entry) => entry.isFile() && entry.name === 'package-lock.json') ? [folder] : [];
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !OTHERS.includes(entry.name))
    .map(({ name }) => (folder === '' ? name : `${folder}/${name}`))
    .sort();
  return [...own, ...below.flatMap((one) => foldersWithLock(root, one))];
};

const OTHERS = ['node_modules', 'dist', 'coverage', 'reports'];
