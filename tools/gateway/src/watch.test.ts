import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { temporaryFolder } from './testing/folders.ts';
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
  await waitUntil(
    'src/a.ts is seen',
    () => folder.changed.has('src/a.ts'),
    () => [...folder.changed],
  );
  folder.changed.clear();
  await writeFile(join(folder.path, 'draft'), '2');
  await rename(join(folder.path, 'draft'), join(folder.path, 'src/a.ts'));
  await waitUntil(
    'src/a.ts is seen',
    () => folder.changed.has('src/a.ts'),
    () => [...folder.changed],
  );
  await rm(join(folder.path, 'src'), { recursive: true });
  await waitUntil(
    'src/a.ts is seen',
    () => folder.changed.has('src/a.ts'),
    () => [...folder.changed],
  );
});

test('a folder that comes brings its sources, and those that come to it later', async () => {
  await using folder = await watching();
  await using other = await temporaryFolder();
  await other.write('new/er/b.mjs', '');
  await other.write('new/er/b.test.mjs', '');
  await rename(join(other.path, 'new'), join(folder.path, 'src/new'));
  await waitUntil(
    'src/new/er/b.mjs is seen',
    () => folder.changed.has('src/new/er/b.mjs'),
    () => [...folder.changed],
  );
  await folder.write('src/new/er/c.mjs', '');
  await waitUntil(
    'src/new/er/c.mjs is seen',
    () => folder.changed.has('src/new/er/c.mjs'),
    () => [...folder.changed],
  );
  expect([...folder.changed]).not.toContain('src/new/er/b.test.mjs');
});

test('tests, texts and what packages and tools keep for themselves are not', async () => {
  await using folder = await watching();
  for (const file of ['src/a.test.ts', 'README.md', 'node_modules/x/index.js', '.nx/y.json', 'dist/z.js'])
    await folder.write(file, 'x');
  await folder.write('src/last.ts', '');
  await waitUntil(
    'src/last.ts is seen',
    () => folder.changed.has('src/last.ts'),
    () => [...folder.changed],
  );
  expect([...folder.changed]).toEqual(['src/last.ts']);
});

test('a folder that is not there is no error', () => {
  const failing = () => {
    throw new Error('was told');
  };
  expect(() => watchSources('/nowhere/at/all', { onChange: failing, onError: failing })()).not.toThrow();
});
