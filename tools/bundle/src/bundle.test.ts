// Bundles of small workspaces, made for one question each.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assertComplete } from './assert-complete.ts';
import { bundle, type Bundle } from './bundle.ts';
import { COMMON } from './merge-chunks.ts';
import { reachable } from './sizes.ts';
import { temporaryFolder } from './testing/unpacked-app.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let root: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  root = join(folder.path, 'workspace');
});
afterEach(() => folder.remove());

/** Writes `sources` into a workspace, bundles those named `*.entry.ts`, and puts the result into `place`. */
const make = async (sources: Readonly<Record<string, string>>, place = 'task'): Promise<Bundle> => {
  for (const [name, text] of Object.entries(sources)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const entries = Object.keys(sources)
    .filter((name) => name.endsWith('.entry.ts'))
    .map((name) => ({ name: name.replace('.entry.ts', ''), source: join(root, name) }));
  const made = await bundle({ root, entries, architecture: 'x64' });
  mkdirSync(join(folder.path, place));
  made.files.forEach((content, name) => writeFileSync(join(folder.path, place, name), content));
  return made;
};

const load = (name: string, place = 'task'): Promise<Readonly<Record<string, unknown>>> =>
  import(pathToFileURL(join(folder.path, place, name)).href) as Promise<Readonly<Record<string, unknown>>>;

const textOf = ({ files }: Bundle, name: string): string => Buffer.from(files.get(name) ?? []).toString();

const SHARED = {
  'one.entry.ts': `import { greet } from './shared.ts'; import { late } from './loader.ts'; export const handler = async () => greet('one') + await late();`,
  'two.entry.ts': `import { greet } from './shared.ts'; import { late } from './loader.ts'; export const handler = async () => greet('two') + await late();`,
  'shared.ts': `import { mark } from './base.ts'; export const greet = (name: string): string => mark('hello ' + name);`,
  'base.ts': `export const mark = (text: string): string => text + '!';`,
  'loader.ts': `export const late = async () => (await import('./late.ts')).late;`,
  'late.ts': `import { mark } from './base.ts'; export const late = mark(' and late');`,
};

describe('what all entries load at start', () => {
  test('is one chunk, which modules on demand use too', async () => {
    const made = await make(SHARED);
    for (const entry of ['one.mjs', 'two.mjs'])
      expect([...reachable(made.outputs, entry, ['import-statement'])]).toEqual([entry, COMMON]);
    const { handler } = (await load('one.mjs')) as { readonly handler: () => Promise<string> };
    expect(await handler()).toBe('hello one! and late!');
  });

  test('keeps what a module is imported for without a name', async () => {
    const effects = { 'effect.ts': `(globalThis as { seen?: number }).seen = 1;` };
    const importing = (name: string) => `import './effect.ts'; export const handler = () => '${name}';`;
    await make({ ...effects, 'one.entry.ts': importing('one'), 'two.entry.ts': importing('two') });
    Reflect.deleteProperty(globalThis, 'seen');
    await load('two.mjs');
    expect(Reflect.get(globalThis, 'seen')).toBe(1);
  });

  test('is found in its source by the map', async () => {
    const made = await make(SHARED);
    const map = JSON.parse(Buffer.from(made.maps.get(`${COMMON}.map`) ?? []).toString()) as SourceMapPayload;
    const column = textOf(made, COMMON).indexOf('hello ');
    const entry = new SourceMap(map).findEntry(0, column);
    expect(entry).toMatchObject({ originalLine: 0 });
    expect('originalSource' in entry && entry.originalSource).toBe('../../shared.ts');
  });
});

test('two folders with the same sources give the same bytes', async () => {
  const schema = `{ type: 'object', additionalProperties: false, properties: { a: { type: 'string', maxLength: 3 } } }`;
  const entry = `import { Body } from './x.schema.ts'; import { greet } from './shared.ts'; import { sep } from 'node:path';
    export const handler = () => [Body, greet(sep)];`;
  const sources = {
    ...SHARED,
    'three.entry.ts': entry,
    'four.entry.ts': entry,
    'x.schema.ts': `export const Body = ${schema};`,
  };
  const first = await make(sources);
  // At the same depth, since the tool itself lies outside of these workspaces.
  root = join(folder.path, 'elsewhere');
  const second = await make(sources, 'other');
  const plain = (files: Bundle['files']) =>
    [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
  expect(plain(second.files)).toEqual(plain(first.files));
  expect(plain(second.maps)).toEqual(plain(first.maps));
});

describe("Node's own modules", () => {
  test('are taken without an import, and only what is used of them is read', async () => {
    const made = await make({
      'one.entry.ts': `import { STATUS_CODES } from 'node:http'; import * as path from 'path'; import os from 'node:os';
        export const handler = () => [STATUS_CODES[404], path.join('a', 'b'), typeof os.arch()];`,
    });
    expect(textOf(made, 'one.mjs')).not.toMatch(/\bimport\b/);
    expect(textOf(made, 'one.mjs')).not.toContain('WebSocket');
    const { handler } = (await load('one.mjs')) as { readonly handler: () => unknown };
    expect(handler()).toEqual(['Not Found', 'a/b', 'string']);
  });

  test('serve CommonJS, and an import on demand', async () => {
    await make({
      'one.entry.ts': `import { base } from './legacy.cjs'; export const handler = async () => base('/a/b') + (await import('node:os')).EOL;`,
      'legacy.cjs': `const { basename } = require('path'); exports.base = (text) => basename(text) + __dirname.length;`,
    });
    const { handler } = (await load('one.mjs')) as { readonly handler: () => Promise<string> };
    expect(await handler()).toMatch(/^b\d+\n$/);
  });
});

describe('a bundle is refused', () => {
  test('for a name that a module does not export', async () => {
    const sources = {
      'one.entry.ts': `import * as m from './m.ts'; export const handler = m.gone;`,
      'm.ts': `export const here = 1;`,
    };
    await expect(make(sources)).rejects.toThrow('gone');
  });

  test('for a package that is not there', async () => {
    await expect(make({ 'one.entry.ts': `export { handler } from 'nowhere';` })).rejects.toThrow('nowhere');
  });

  test('for a package that only a request would miss', async () => {
    const made = await make({
      'one.entry.ts': `export { handler } from './legacy.cjs';`,
      'legacy.cjs': `let found; try { found = require('kerberos'); } catch {} exports.handler = () => found;`,
    });
    expect(() => assertComplete(root, made)).toThrow('one.mjs imports kerberos, which is not in the zip');
  });

  test('for a schema that it would compile at run time', async () => {
    const made = await make({
      'one.entry.ts': `import { Type } from 'typebox'; export const handler = () => Type.Object({});`,
      'node_modules/typebox/package.json': '{ "name": "typebox", "version": "1.0.0", "main": "index.js" }',
      'node_modules/typebox/index.js': 'exports.Type = { Object: (value) => value };',
    });
    expect(() => assertComplete(root, made)).toThrow('keep each schema in a file named *.schema.ts');
  });

  test('but not for an optional peer of a package that works without it', async () => {
    const made = await make({
      'one.entry.ts': `export { handler } from 'driver';`,
      'node_modules/driver/package.json':
        '{ "name": "driver", "version": "1.0.0", "main": "index.js", "peerDependenciesMeta": { "kerberos": { "optional": true } } }',
      'node_modules/driver/index.js': `let found; try { found = require('kerberos'); } catch {} exports.handler = () => found;`,
    });
    expect(() => assertComplete(root, made)).not.toThrow();
  });
});

describe('an import of a library', () => {
  const LIBRARY = {
    'node_modules/@gatehouse/lib/package.json':
      '{ "name": "@gatehouse/lib", "type": "module", "exports": { ".": "./src/index.ts", "./late": "./src/late.ts" } }',
    'node_modules/@gatehouse/lib/src/index.ts': [
      `export { one, type One } from './one.ts';`,
      `export { two as second } from './two.ts';`,
      `export { late } from './late.ts';`,
      `export const own = 'own';`,
    ].join('\n'),
    'node_modules/@gatehouse/lib/src/one.ts': `export type One = string; export const one: One = 'one';`,
    'node_modules/@gatehouse/lib/src/two.ts': `export const two = 'two';`,
    'node_modules/@gatehouse/lib/src/late.ts': `export const late = 'a text that comes late';`,
  };

  test('leads past its index, so that what it has on demand is not loaded at start', async () => {
    const made = await make({
      ...LIBRARY,
      'one.entry.ts': [
        `import {\n  one,\n  second as other,\n  type One,\n} from '@gatehouse/lib';`,
        `const late = async (): Promise<One> => (await import('@gatehouse/lib/late')).late;`,
        `export const handler = async () => [one, other, await late()].join();`,
      ].join('\n'),
    });
    const atStart = [...reachable(made.outputs, 'one.mjs', ['import-statement'])];
    expect(atStart.map((name) => textOf(made, name)).join()).not.toContain('a text that comes late');
    const { handler } = (await load('one.mjs')) as { readonly handler: () => Promise<string> };
    expect(await handler()).toBe('one,two,a text that comes late');
  });

  test('takes from the index what the index defines itself', async () => {
    const entry = `import { own, second } from '@gatehouse/lib';\nexport const handler = () => own + second;`;
    await make({ ...LIBRARY, 'one.entry.ts': entry });
    const { handler } = (await load('one.mjs')) as { readonly handler: () => string };
    expect(handler()).toBe('owntwo');
  });

  test('as a whole takes the index', async () => {
    await make({
      ...LIBRARY,
      'one.entry.ts': `import * as lib from '@gatehouse/lib';\nexport const handler = () => lib.second;`,
    });
    const { handler } = (await load('one.mjs')) as { readonly handler: () => string };
    expect(handler()).toBe('two');
  });
});
