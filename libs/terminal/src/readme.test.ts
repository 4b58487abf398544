import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { createProgress } from './index.ts';

test('the example of the README works, and is shown there', async () => {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) };
  const rows = ['first', 'second'];
  const store = async (row: string) => row;

  const progress = createProgress({ stream });
  try {
    progress.step(`imports ${rows.length} accounts`);
    for (const [index, row] of rows.entries()) {
      progress.update(`${index} of ${rows.length}`);
      await store(row);
    }
  } finally {
    progress.end();
  }
  expect(written).toEqual(['imports 2 accounts\n']);

  const [readme, here] = await Promise.all(
    ['../README.md', './readme.test.ts'].map((file) => readFile(new URL(file, import.meta.url), 'utf8')),
  );
  const example = /```ts\n.*?\n\n(.*?)```/s.exec(readme!)?.[1] ?? '';
  expect(example).toContain('progress.end()');
  expect(here!.replaceAll(/^ {2}/gm, '')).toContain(
    example.replace('createProgress()', 'createProgress({ stream })'),
  );
});
