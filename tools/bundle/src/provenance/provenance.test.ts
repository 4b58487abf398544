import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dirHashOf } from './digests.ts';
import { assertStated, packageMaterials, sourceMaterials } from './materials.ts';
import { foldersOf, sourcesIn } from './sources.ts';
import { statementOf } from './statement.ts';

let root: string;
const write = (path: string, content: unknown): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-provenance-'));
  const projects = {
    shop: 'apps/shop',
    cart: 'libs/cart',
    money: 'libs/money',
    other: 'libs/other',
    bundle: 'tools/bundle',
  };
  write('workspace.json', {
    projects: Object.fromEntries(Object.entries(projects).map(([name, folder]) => [name, { root: folder }])),
  });
  write('apps/shop/package.json', { name: '@x/app-shop', dependencies: { '@x/cart': '1', mongodb: '7' } });
  write('libs/cart/package.json', { name: '@x/cart', dependencies: { '@x/money': '1' } });
  write('libs/money/package.json', { name: '@x/money', devDependencies: { '@x/other': '1' } });
  write('libs/other/package.json', { name: '@x/other' });
  write('tools/bundle/package.json', { name: '@x/tool-bundle', dependencies: { '@x/other': '1' } });
  write('libs/cart/src/cart.ts', 'export const cart = [];');
  write('package-lock.json', {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/@middy/core': {
        version: '7.9.2',
        integrity: `sha512-${Buffer.from('hash').toString('base64')}`,
      },
      'node_modules/linked': { version: '1.0.0' },
    },
  });
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the folders that a zip is made of', () => {
  test("are the app's, those of all libraries that its manifest leads to, and the packager's", () => {
    expect(foldersOf(root, 'shop')).toEqual(['apps/shop', 'libs/cart', 'libs/money', 'tools/bundle']);
  });

  test.each([
    ['libs/cart/src/cart.ts', 'export const cart = [1];', true],
    ['libs/cart/src/more.ts', '', true],
    ['apps/shop/template.yaml', 'Resources: {}', true],
    ['tools/bundle/src/main.ts', '', true],
    ['package-lock.json', { packages: {}, other: 1 }, true],
    ['libs/cart/src/cart.test.ts', '', false],
    ['libs/cart/src/testing/help.ts', '', false],
    ['libs/cart/README.md', '', false],
    ['libs/cart/node_modules/x/index.mjs', '', false],
    ['libs/other/src/index.ts', '', false],
  ])('have other digests after a change of %s, or not', (path, content, counts) => {
    const before = JSON.stringify(sourceMaterials(root, 'shop'));
    write(path, content);
    expect(JSON.stringify(sourceMaterials(root, 'shop')) !== before).toBe(counts);
  });

  test('have the digest that sha256sum makes of its own lines', () => {
    write('lib/package.json', '{}');
    write('lib/src/a.ts', 'a\n');
    expect(dirHashOf(root, sourcesIn(root, 'lib'))).toBe(
      'c42982739a25b34c5eb4047b6b6cf6e92b5d439c81d0390eed8edcee973cb8de',
    );
  });
});

test('a file in the zip that no stated folder holds is refused by name, and what a plugin made is not', () => {
  const inputs = ['libs/cart/src/cart.ts', 'node_modules/mongodb/lib/index.js', 'required-builtin:fs'];
  expect(() => assertStated(root, 'shop', inputs)).not.toThrow();
  expect(() => assertStated(root, 'shop', [...inputs, 'libs/other/src/index.ts'])).toThrow(
    /^libs\/other\/src\/index\.ts is in the zip of shop, and no manifest/,
  );
});

test('a package is stated as the lock has it, and one that has no digest there is refused', () => {
  expect(packageMaterials(root, ['node_modules/@middy/core'])).toEqual([
    { uri: 'pkg:npm/%40middy/core@7.9.2', digest: { sha512: Buffer.from('hash').toString('hex') } },
  ]);
  for (const folder of ['node_modules/linked', 'node_modules/unknown'])
    expect(() => packageMaterials(root, [folder])).toThrow(
      `${folder} is in the zip, and not in package-lock.json`,
    );
});

test('a statement holds neither a time, nor a commit, nor a path of the machine', () => {
  const build = {
    app: 'shop',
    architecture: 'arm64',
    sha256: 'ab',
    materials: sourceMaterials(root, 'shop'),
  };
  const text = JSON.stringify(statementOf(build));
  expect(text).toBe(JSON.stringify(statementOf(build)));
  expect(text).not.toContain(root);
  expect(text).not.toMatch(/\d{4}-\d\d-\d\d|gitCommit/);
});
