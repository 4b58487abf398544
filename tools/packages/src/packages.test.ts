// What a package is made of, decided on libraries that are made up here; and what each of the workspace's has to bring along.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { layoutOf } from './layout.ts';
import { manifestOf } from './manifest.ts';
import {
  publishedOf,
  readLibraries,
  sourceOf,
  type LibraryManifest,
  type WorkspaceLibrary,
} from './published.ts';
import { forStrangers } from './readme.ts';
import { modulesOf, runTimeFilesOf, textOf } from './run-time-files.ts';

const library = (name: string, manifest: Partial<LibraryManifest> = {}): [string, WorkspaceLibrary] => [
  `@gatehouse/${name}`,
  {
    root: `libs/${name}`,
    manifest: {
      ...{ name: `@gatehouse/${name}`, version: '1.2.3', description: 'A library', license: 'MIT' },
      nx: { name },
      exports: { '.': './src/index.ts', './part': './src/some/part.ts' },
      ...manifest,
    },
  },
];

const libraries = new Map([
  library('errors'),
  library('jwt', { published: { entries: ['.'] } }),
  library('http', {
    published: { entries: ['.', './part'], peers: ['middy', 'mongodb'], optional: ['mongodb'] },
    dependencies: { middy: '7.9.2', mongodb: '7.9.0', ajv: '8.0.0' },
  }),
]);
const [http, jwt] = publishedOf(libraries);

test('a library is published with the entries that it names, and only then', () => {
  expect(publishedOf(libraries).map(({ manifest }) => manifest.name)).toEqual([
    '@gatehouse/http',
    '@gatehouse/jwt',
  ]);
  expect(http?.entries).toEqual({ '.': 'libs/http/src/index.ts', './part': 'libs/http/src/some/part.ts' });
  expect(Object.keys(jwt?.entries ?? {})).toEqual(['.']);
});

test('an entry that is not there is refused by name', () => {
  const broken = new Map([library('http', { published: { entries: ['./none'] } })]);
  expect(() => publishedOf(broken)).toThrow('libs/http/package.json: there is no entry ./none to publish');
  expect(() => sourceOf('@gatehouse/errors/none', libraries)).toThrow('libs/errors has no such entry');
});

test('an entry may be one of a pattern', () => {
  const routes = new Map([
    library('routes', { exports: { '.': './src/index.ts', './*': './src/*.route.ts' } }),
  ]);
  expect(sourceOf('@gatehouse/routes/login', routes)).toBe('libs/routes/src/login.route.ts');
  expect(sourceOf('@gatehouse/routes', routes)).toBe('libs/routes/src/index.ts');
});

describe('the layout of a package', () => {
  const { placeOf, specifierFor } = layoutOf(http!, libraries);

  test('has its own modules in dist, and below it those that come along', () => {
    expect(placeOf('libs/http/src/some/part.ts')).toBe('dist/some/part');
    expect(placeOf('libs/errors/src/index.ts')).toBe('dist/internal/errors/index');
    expect(() => placeOf('elsewhere/index.ts')).toThrow('is in no library');
  });

  test.each([
    ['./other.ts', 'libs/http/src/index.ts', './other.js'],
    ['../index.ts', 'libs/http/src/some/part.ts', '../index.js'],
    ['@gatehouse/errors', 'libs/http/src/some/part.ts', '../internal/errors/index.js'],
    ['@gatehouse/errors/part', 'libs/http/src/index.ts', './internal/errors/some/part.js'],
    ['@gatehouse/http/part', 'libs/errors/src/index.ts', '../../some/part.js'],
    ['@gatehouse/jwt/part', 'libs/http/src/index.ts', '@gatehouse/jwt/part'],
    ['node:crypto', 'libs/http/src/index.ts', 'node:crypto'],
    ['middy', 'libs/http/src/index.ts', 'middy'],
  ])('reaches %s from %s by %s', (specifier, from, written) => {
    expect(specifierFor(specifier, from)).toBe(written);
  });
});

describe('a file that a module names and opens when it runs', () => {
  test('lies in the package where the folder of its library is', () => {
    const { placeOf, urlFor } = layoutOf(http!, libraries);
    expect(placeOf('libs/errors/template.yaml')).toBe('dist/internal/errors/template.yaml');
    expect(urlFor('./worker.ts', 'libs/http/src/some/part.ts')).toBe('./worker.js');
    expect(urlFor('../../errors/template.yaml', 'libs/http/src/index.ts')).toBe(
      './internal/errors/template.yaml',
    );
  });

  test('is one that stands in new URL(…, import.meta.url), and nothing else', () => {
    const source = `new URL('./a.ts', import.meta.url); new URL('./b.ts', base); new URL('https://c.example');`;
    const options = { noLib: true, noResolve: true, types: [] };
    const host = ts.createCompilerHost(options);
    host.getSourceFile = (name, target) => ts.createSourceFile(name, source, target);
    const program = ts.createProgram(['/house/libs/http/src/index.ts'], options, host);
    expect(runTimeFilesOf(program, '/house')).toEqual(['libs/http/src/a.ts']);
  });

  test('brings along the modules of the functions that a template names, compiled', () => {
    const template = '      Source: !If [Checks, src/one.handler.ts, src/two/other.handler.ts]\n';
    const house = mkdtempSync(join(tmpdir(), 'gatehouse-packages-'));
    writeFileSync(join(house, 'template.yaml'), template);
    const modules = modulesOf('template.yaml', house);
    const text = textOf('template.yaml', house);
    rmSync(house, { recursive: true });
    expect(modules).toEqual(['src/one.handler.ts', 'src/two/other.handler.ts']);
    expect(text).toBe('      Source: !If [Checks, one.handler.js, two/other.handler.js]\n');
    expect(modulesOf('libs/http/src/worker.ts', house)).toEqual(['libs/http/src/worker.ts']);
  });
});

test('a package that is self-contained brings published libraries along too', () => {
  const { specifierFor } = layoutOf(
    publishedOf(
      new Map([...libraries, library('testing', { published: { entries: ['.'], selfContained: true } })]),
    ).find(({ root }) => root === 'libs/testing')!,
    libraries,
  );
  expect(specifierFor('@gatehouse/jwt/part', 'libs/http/src/index.ts')).toBe('../jwt/some/part.js');
  expect(specifierFor('middy', 'libs/http/src/index.ts')).toBe('middy');
});

describe('the package.json of a package', () => {
  const of = (...imports: readonly string[]) =>
    manifestOf({
      ...{ library: http!, libraries, layout: layoutOf(http!, libraries) },
      ...{ imports: new Set(imports), rootVersions: { '@types/aws-lambda': '^8.10.0' } },
    });

  test('names its faces, what it imports, and what the host brings', () => {
    expect(of('node:fs', '@gatehouse/jwt/part', 'ajv/dist/x', 'middy', 'mongodb', 'aws-lambda')).toEqual({
      ...{ name: '@gatehouse/http', version: '1.2.3', description: 'A library', license: 'MIT' },
      ...{ type: 'module', sideEffects: false, engines: { node: '>=22.18' } },
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './part': { types: './dist/some/part.d.ts', default: './dist/some/part.js' },
      },
      files: ['dist', 'CHANGELOG.md'],
      dependencies: { '@gatehouse/jwt': '^1.2.3', ajv: '^8.0.0', '@types/aws-lambda': '^8.10.0' },
      peerDependencies: { middy: '^7.9.2', mongodb: '^7.9.0' },
      peerDependenciesMeta: { mongodb: { optional: true } },
    });
  });

  test('names the repository where it is given, which npm holds against the provenance', () => {
    const input = {
      library: http!,
      libraries,
      layout: layoutOf(http!, libraries),
      imports: new Set<string>(),
    };
    const repository = 'https://git.example.com/gatehouse/gatehouse';
    const imports = new Set(['middy', 'mongodb']);
    expect(manifestOf({ ...input, imports, rootVersions: {}, repository })).toMatchObject({
      repository: { type: 'git', url: `git+${repository}.git`, directory: 'libs/http' },
    });
    expect(of('middy', 'mongodb')).not.toHaveProperty('repository');
  });

  test('is refused where nobody says which version of an import is meant', () => {
    expect(() => of('left-pad')).toThrow('@gatehouse/http imports left-pad, and no package.json says');
  });
});

test('a README keeps its links to the web and to itself, and of those into the repository the text', () => {
  expect(
    forStrangers('[a](https://a.example) [b](#b) [the API](../../docs/api.md#x) [`c`](../c/README.md).'),
  ).toBe('[a](https://a.example) [b](#b) the API `c`.');
});

describe('of the packages of this workspace', () => {
  const workspace = resolve(import.meta.dirname, '../../..');
  const packages = publishedOf(readLibraries(workspace));
  const faces = packages.flatMap(({ manifest: { name }, entries }) =>
    Object.keys(entries).map((entry) => posix.join(name, entry)),
  );
  const roots = packages.map(({ root }) => root);

  test.each(roots)('%s says what must not compile, in src/testing/must-not-compile.ts', (root) => {
    const file = join(workspace, root, 'src/testing/must-not-compile.ts');
    expect(existsSync(file) && readFileSync(file, 'utf8').includes('// @ts-expect-error -- ')).toBe(true);
  });

  test.each(roots)('the README of %s names no entry that its reader has not', (root) => {
    const readme = readFileSync(join(workspace, root, 'README.md'), 'utf8');
    const named = readme.match(/@gatehouse\/[a-z-]+(\/[a-z-]+)*/g) ?? [];
    expect(named.filter((specifier) => !faces.includes(specifier))).toEqual([]);
  });

  test.each(roots)(
    '%s has a changelog, of which `npm run release` writes the next entries, and CHANGELOG.md names it',
    (root) => {
      expect(existsSync(join(workspace, root, 'CHANGELOG.md'))).toBe(true);
      expect(readFileSync(join(workspace, 'CHANGELOG.md'), 'utf8')).toContain(`(${root}/CHANGELOG.md)`);
    },
  );
});
