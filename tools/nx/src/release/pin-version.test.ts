import { resolve, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { pinVersion } from './pin-version.ts';

const WORKSPACE = {
  'package.json': { name: 'shop', version: '1.0.0', workspaces: ['libs/jwt', 'libs/http', 'libs/log'] },
  'libs/jwt/package.json': { name: '@shop/jwt', version: '0.1.0', dependencies: { jose: '6.0.0' } },
  'libs/http/package.json': {
    ...{ name: '@shop/http', version: '0.1.0', dependencies: { '@shop/jwt': '0.1.0' } },
    devDependencies: { '@shop/log': '0.1.0', '@shop/jwt': '0.1.0' },
  },
  'libs/log/package.json': { name: '@shop/log', version: '0.1.0' },
  'package-lock.json': {
    packages: {
      '': { name: 'shop', version: '1.0.0' },
      'libs/jwt': { name: '@shop/jwt', version: '0.1.0', dependencies: { jose: '6.0.0' } },
      'libs/http': { name: '@shop/http', version: '0.1.0', dependencies: { '@shop/jwt': '0.1.0' } },
      'libs/log': { name: '@shop/log', version: '0.1.0' },
      'node_modules/@shop/jwt': { resolved: 'libs/jwt', link: true },
    },
  },
};

/** Pins a version in a workspace that is made up, and tells what was written. */
const pinned = (root: string, version: string) => {
  const texts = new Map(Object.entries(WORKSPACE).map(([file, json]) => [file, JSON.stringify(json)]));
  const written = new Map<string, unknown>();
  const files = {
    read: (file: string) => texts.get(file) ?? '',
    write: (file: string, text: string) => void written.set(file, JSON.parse(text)),
  };
  return { named: pinVersion(files, root, version), written: Object.fromEntries(written) };
};

describe('a new version', () => {
  const { named, written } = pinned('libs/jwt', '0.2.0');

  test('stands in the manifest of the package, and wherever the workspace takes it', () => {
    expect(written).toMatchObject({
      'libs/jwt/package.json': { version: '0.2.0', dependencies: { jose: '6.0.0' } },
      'libs/http/package.json': {
        version: '0.1.0',
        dependencies: { '@shop/jwt': '0.2.0' },
        devDependencies: { '@shop/log': '0.1.0', '@shop/jwt': '0.2.0' },
      },
    });
  });

  test('stands in the lock, where npm would find the old one', () => {
    const { packages } = written['package-lock.json'] as (typeof WORKSPACE)['package-lock.json'];
    expect(packages).toEqual({
      ...WORKSPACE['package-lock.json'].packages,
      'libs/jwt': { name: '@shop/jwt', version: '0.2.0', dependencies: { jose: '6.0.0' } },
      'libs/http': { name: '@shop/http', version: '0.1.0', dependencies: { '@shop/jwt': '0.2.0' } },
    });
  });

  test('leaves every other manifest alone', () => {
    expect(named).toEqual(['libs/jwt/package.json', 'libs/http/package.json', 'package-lock.json']);
    expect(Object.keys(written)).toEqual(named);
  });
});

test('every manifest of this workspace takes its own libraries by the versions that they have', () => {
  const root = resolve(import.meta.dirname, '../../../..');
  const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
  const manifests = read('package.json').workspaces?.map((folder) => read(`${folder}/package.json`)) ?? [];
  const versions = new Map(manifests.map(({ name, version }) => [name, version]));
  const taken = manifests.flatMap(({ name, dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies })
      .filter(([other]) => versions.has(other))
      .map(([other, version]) => `${name} takes ${other} ${version}`),
  );
  expect(taken.filter((line) => !line.endsWith(` ${versions.get(line.split(' ')[2] ?? '')}`))).toEqual([]);
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
