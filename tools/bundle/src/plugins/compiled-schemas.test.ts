// What the build compiled has to judge as what a request would have compiled: the same events, the same errors.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildResult } from 'esbuild';
import fc from 'fast-check';
import { compileSchema } from '@gatehouse/http/schemas';
import type { EventCheck, EventSchema } from '../in-bundle/compile-schema.ts';
import { ROOT, temporaryFolder } from '../testing/unpacked-app.ts';
import { compiledSchemas } from './compiled-schemas.ts';

const FILES = globSync('libs/*/src/*.route.ts', { cwd: ROOT }).sort();
const PARTS = ['body', 'queryStringParameters', 'pathParameters'];

interface Built {
  readonly compileSchema: (schema: EventSchema) => Promise<EventCheck>;
  readonly [file: string]: unknown;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let built: Built;

const buildModule = (contents: string): Promise<BuildResult<{ write: false }>> =>
  build({
    stdin: { contents, resolveDir: ROOT },
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
    plugins: [compiledSchemas(ROOT)],
  });

beforeAll(async () => {
  folder = await temporaryFolder();
  const lines = FILES.map((file, index) => `export * as file${index} from './${file}';`);
  const compile = `export { compileSchema } from './libs/http/src/middleware/compile-schema.ts';`;
  const { outputFiles } = await buildModule([compile, ...lines].join('\n'));
  const file = join(folder.path, 'built.mjs');
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  built = (await import(pathToFileURL(file).href)) as Built;
});

afterAll(() => folder.remove());

/** The same schema of an event twice: of the original's schemas, and of those in the bundle. */
const eventSchemas = (original: object, compiled: object): readonly [EventSchema, EventSchema] => {
  const wrap = (schema: object): EventSchema & Readonly<Record<string, unknown>> => ({
    type: 'object',
    properties: Object.fromEntries(PARTS.map((part) => [part, schema])),
    required: PARTS,
  });
  return [wrap(original), wrap(compiled)];
};

/** Something near what fits, so that each rule is met and missed. */
const memberOf = (schema: object): fc.Arbitrary<unknown> => {
  const names = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  const texts = [
    '',
    'a',
    'Ada',
    'ada@example.com',
    'a@b',
    'x'.repeat(101),
    'y'.repeat(300),
    '\u202e',
    'ä\n',
    '\ud800',
  ];
  const value = fc.oneof(
    fc.constantFrom<unknown>(...texts, 0, 1, 50, 101, -1, 1.5, null, [], {}),
    fc.jsonValue(),
  );
  const member = fc.constantFrom(...names, 'extra', '__proto__', 'a/b~c');
  return fc.oneof(
    {
      weight: 9,
      arbitrary: fc
        .uniqueArray(fc.tuple(member, value), { selector: ([name]) => name })
        .map(Object.fromEntries),
    },
    { weight: 1, arbitrary: fc.oneof(fc.jsonValue(), fc.constant(undefined)) },
  );
};

type Routes = Readonly<Record<string, Readonly<Record<string, object | undefined>>>>;

const originalsOf = async (file: string): Promise<Routes> =>
  (await import(pathToFileURL(join(ROOT, file)).href)) as Routes;

describe.each(FILES.map((file, index) => [file, index] as const))('%s', (file, index) => {
  test('judges every event as before, with the same errors in the same order', async () => {
    const inBundle = built[`file${index}`] as Routes;
    const originals = await originalsOf(file);
    expect(Object.keys(inBundle)).toEqual(Object.keys(originals));
    const schemas = Object.entries(originals).flatMap(([name, route]) =>
      ['body', 'query', 'pathParameters'].map((part) => [route[part], inBundle[name]?.[part]] as const),
    );
    for (const [original, compiled = {}] of schemas) {
      if (original === undefined) continue;
      const [before, now] = eventSchemas(original, compiled);
      const asBefore = (await compileSchema(before)) as unknown as EventCheck;
      const checkNow = await built.compileSchema(now);
      const event = fc.tuple(...PARTS.map(() => memberOf(original)));
      fc.assert(
        fc.property(event, (parts) => {
          const given = Object.fromEntries(PARTS.map((part, at) => [part, parts[at]]));
          const [wanted, got] = [structuredClone(given), structuredClone(given)];
          expect(checkNow(got)).toBe(asBefore(wanted));
          expect(checkNow.errors).toEqual(asBefore.errors);
        }),
        { numRuns: 50 },
      );
    }
  });

  test('says where it is and who may call, and nothing that only pages and tests read', async () => {
    const inBundle = built[`file${index}`] as Routes;
    for (const [name, original] of Object.entries(await originalsOf(file))) {
      expect(inBundle[name]?.['path']).toEqual(original['path']);
      expect(inBundle[name]?.['callers']).toEqual(original['callers']);
      expect(inBundle[name]).not.toHaveProperty('answers');
      expect(JSON.stringify(inBundle[name])).not.toContain('examples');
    }
  });
});

test('a bundle of routes holds neither the compiler nor the library that describes them', async () => {
  const { outputFiles } = await buildModule(FILES.map((file) => `export * from './${file}';`).join('\n'));
  const code = outputFiles[0]?.text ?? '';
  expect(code).toContain('maxLength');
  expect(code).not.toMatch(/typebox|new Ajv|addVocabulary/);
  expect(code.length / FILES.length).toBeLessThan(5_000);
});

describe('a file of routes is refused', () => {
  const buildRoute = (text: string) => {
    const file = join(folder.path, `${Math.random().toString(36).slice(2)}.route.ts`);
    writeFileSync(file, text);
    return buildModule(`export * from '${file}';`);
  };

  test('when an object of a schema does not say whether it is closed', async () => {
    const open = `{ path: '/x', callers: 'anyone', body: { type: 'object' } }`;
    await expect(buildRoute(`export const openRoute = ${open};`)).rejects.toThrow(
      'every object of a schema has to set additionalProperties to false, or to true',
    );
  });

  test('when it exports something else', async () => {
    await expect(buildRoute(`export const LIMIT = 3;`)).rejects.toThrow('LIMIT, which is no route');
  });
});
