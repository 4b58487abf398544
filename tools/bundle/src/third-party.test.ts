import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './testing/unpacked-app.ts';
import { noticesOf, packageFolderOf, packageFolders } from './third-party.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => (folder = await temporaryFolder()));
afterEach(() => folder.remove());

const write = (files: Readonly<Record<string, string>>): void =>
  Object.entries(files).forEach(([name, text]) => {
    mkdirSync(join(folder.path, name, '..'), { recursive: true });
    writeFileSync(join(folder.path, name), text);
  });

test.each([
  ['node_modules/bson/lib/bson.cjs', 'node_modules/bson'],
  ['node_modules/@middy/core/index.js', 'node_modules/@middy/core'],
  ['node_modules/@a/b/node_modules/ajv/dist/core.js', 'node_modules/@a/b/node_modules/ajv'],
  ['libs/jwt/src/index.ts', undefined],
  ['imported-builtin:crypto of libs/jwt/src/index.ts', undefined],
])('%s belongs to the package %s', (path, expected) => {
  expect(packageFolderOf(path)).toBe(expected);
});

test('only packages with code in the bundle count', () => {
  const output = (inputs: Readonly<Record<string, number>>) => ({
    bytes: 0,
    exports: [],
    imports: [],
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
    ),
  });
  const outputs = {
    'a.mjs': output({ 'node_modules/b/x.js': 1, 'node_modules/unused/x.js': 0, 'libs/x.ts': 5 }),
    'c.mjs': output({ 'node_modules/b/y.js': 1, 'node_modules/a/x.js': 1 }),
  };
  expect(packageFolders(outputs)).toEqual(['node_modules/a', 'node_modules/b']);
});

describe('the notices', () => {
  test('give each package with its licence, its author, and the texts that it carries, one level down too', () => {
    write({
      'b/package.json': '{ "name": "b", "version": "2.0.0", "license": "MIT", "author": { "name": "Bea" } }',
      'b/LICENSE.md': 'The licence of b.\r\nIts end.\n',
      'b/vendor/LICENSE': 'The licence of what b is made of.',
      'b/node_modules/LICENSE': 'not this one',
      'a/package.json': '{ "name": "a", "version": "1.0.0", "license": "Apache-2.0" }',
      'a/NOTICE': 'The notice of a.',
      'a/licenses.js': 'not this one',
    });
    const line = '-'.repeat(80);
    expect(noticesOf(folder.path, ['b', 'a'])).toBe(
      [
        'This archive holds code of the following packages, each under its own licence.',
        line,
        'a 1.0.0\nLicence: Apache-2.0',
        'The notice of a.',
        line,
        'b 2.0.0\nLicence: MIT\nAuthor: Bea',
        'The licence of b.\nIts end.',
        'The licence of what b is made of.\n',
      ].join('\n\n'),
    );
  });

  test('cannot be given for a package that names no licence', () => {
    write({ 'c/package.json': '{ "name": "c", "version": "1.0.0" }' });
    expect(() => noticesOf(folder.path, ['c'])).toThrow('c 1.0.0 names no licence');
  });
});
