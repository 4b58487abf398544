// Pages that list what there is: the map of the house, the commands, and the pages themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What npm itself runs. */
const BY_NPM = ['prepare'];

test('the map names every folder of apps, libraries and tools', () => {
  const map = /## The map\n\n```\n([^]*?)```/.exec(read('docs/architecture.md'))?.[1] ?? '';
  const named = [...map.matchAll(/^(\S+) +\S/gm)].map(([, folder]) => folder);
  const there = ['apps', 'libs', 'tools'].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}`),
  );
  expect(named.sort()).toEqual(there.sort());
});

test('the page on commands has a row for every script', () => {
  const page = read('docs/commands.md');
  const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
  const missing = Object.keys(scripts).filter((name) => !new RegExp(`\`npm (run )?${name}[\` ]`).test(page));
  expect(missing).toEqual(BY_NPM);
});

describe('the page of pages', () => {
  test.each(readdirSync(join(root, 'docs')).filter((file) => /(?<!README)\.md$/.test(file)))(
    'leads to %s',
    (file) => expect(read('docs/README.md')).toContain(`](${file})`),
  );
});
