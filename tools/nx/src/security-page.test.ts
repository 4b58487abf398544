// SECURITY.md names a test for each requirement; here those names are held against the tests.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** Every `FILE`: `NAME` of the page. */
const named = [...page.matchAll(/`((?:apps|libs|tools)\/[\w./-]+\.ts)`: `([^`]+)`/g)].map(
  ([, file = '', name = '']) => ({ file, name }),
);

/** Whether the file has a test of that name, as `test('…'` or behind the table of a `test.each`. */
const isThere = ({ file, name }: { readonly file: string; readonly name: string }): boolean => {
  const source = readFileSync(join(root, file), 'utf8');
  const names = [...source.matchAll(/(?:\btest|\]\)|\))\(\s*(['"])((?:(?!\1).)*)\1,\s/gs)];
  return names.some(([, , each]) => each === name);
};

test('every test that the page on security names is there', () => {
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((each) => !isThere(each))).toEqual([]);
});

test('the page says how to report, what there is to lose, who attacks, and what is not defended', () => {
  const chapters = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  expect(chapters.slice(0, 3)).toEqual([
    'Report a fault',
    'What there is to lose',
    'What is defended, against whom',
  ]);
  expect(page).toContain('Not defended either:');
});
