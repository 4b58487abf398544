// The page of differences names a test for each; here those names are held against the tests.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const FOLDER = join(import.meta.dirname, '..');

/** The cells of every row of the page's tables, their heads left out. */
const readRows = async (): Promise<string[][]> => {
  const page = await readFile(join(FOLDER, 'DIFFERENCES.md'), 'utf8');
  return page
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (?:-+|what +\|)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

/** Whether the file has a test of that name, as `test('…'` or behind the table of a `test.each`. */
const hasTest = async (file: string, name: string): Promise<boolean> => {
  const source = await readFile(join(FOLDER, file), 'utf8');
  const names = [...source.matchAll(/(?:\btest|\]\))\(\s*(['"])(.*?)\1,\s/gs)].map((match) => match[2]);
  return names.includes(name);
};

test('the page of differences says of each what API Gateway does, what happens here, and which test shows it', async () => {
  const rows = await readRows();
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    expect(row).toEqual([
      expect.stringMatching(/./),
      expect.stringMatching(/./),
      expect.stringMatching(/./),
      expect.anything(),
    ]);
    expect(row[3]).toMatch(/^`[\w./-]+\.test\.ts`: `.+`$/);
  }
});

test('every test that the page of differences names is there', async () => {
  const missing = [];
  for (const [, , , shownBy = ''] of await readRows()) {
    const [, file = '', name = ''] = /^`(.+?)`: `(.+)`$/.exec(shownBy) ?? [];
    if (!(await hasTest(file, name))) missing.push(shownBy);
  }
  expect(missing).toEqual([]);
});
