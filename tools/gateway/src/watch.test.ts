import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { eventually, temporaryFolder } from './testing/folders.ts';
import { watchSources } from './watch.ts';

const watching = async () => {
  const folder = await temporaryFolder();
  const changed = new Set<string>();
  await mkdir(join(folder.path, 'src'));
  const onChange = (file: string) => void changed.add(file.slice(folder.path.length + 1));
  const onError = (error: unknown) => {
    throw error;
  };
  const stop = watchSources(folder.path, { onChange, onError });
  return { ...folder, changed, [Symbol.asyncDispose]: () => (stop(), folder[Symbol.asyncDispose]()) };
};

test('sources that change, come, go or are replaced are seen, at any depth', async () => {
  await using folder = await watching();
  await folder.write('src/a.ts', '1');
  await eventually(() => folder.changed.has('src/a.ts'));
  folder.changed.clear();
  await writeFile(join(folder.path, 'draft'), '2');
  await rename(join(folder.path, 'draft'), join(folder.path, 'src/a.ts'));
  await eventually(() => folder.changed.has('src/a.ts'));
  await rm(join(folder.path, 'src'), { recursive: true });
  await eventually(() => folder.changed.has('src/a.ts'));
});

test('a folder that comes brings its sources, and those that come to it later', async () => {
  await using folder = await watching();
  await using other = await temporaryFolder();
  await other.write('new/er/b.mjs', '');
  await other.write('new/er/b.test.mjs', '');
  await rename(join(other.path, 'new'), join(folder.path, 'src/new'));
  await eventually(() => folder.changed.has('src/new/er/b.mjs'));
  await folder.write('src/new/er/c.mjs', '');
  await eventually(() => folder.changed.has('src/new/er/c.mjs'));
  expect([...folder.changed]).not.toContain('src/new/er/b.test.mjs');
});

test('tests, texts and what packages and tools keep for themselves are not', async () => {
  await using folder = await watching();
  for (const file of ['src/a.test.ts', 'README.md', 'node_modules/x/index.js', '.nx/y.json', 'dist/z.js'])
    await folder.write(file, 'x');
  await folder.write('src/last.ts', '');
  await eventually(() => folder.changed.has('src/last.ts'));
  expect([...folder.changed]).toEqual(['src/last.ts']);
});

test('a folder that is not there is no error', () => {
  const failing = () => {
    throw new Error('was told');
  };
  expect(() => watchSources('/nowhere/at/all', { onChange: failing, onError: failing })()).not.toThrow();
});
