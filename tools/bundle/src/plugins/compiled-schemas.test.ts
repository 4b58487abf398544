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

const FILES = globSync('apps/*/src/**/*.schema.ts', { cwd: ROOT });
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

describe.each(FILES.map((file, index) => [file, index] as const))('%s', (file, index) => {
  test('judges every event as before, with the same errors in the same order', async () => {
    const originals = (await import(pathToFileURL(join(ROOT, file)).href)) as Readonly<
      Record<string, object>
    >;
    const inBundle = built[`file${index}`] as Readonly<Record<string, object>>;
    expect(Object.keys(inBundle)).toEqual(Object.keys(originals));
    for (const [name, original] of Object.entries(originals)) {
      const compiled = inBundle[name] ?? {};
      expect(compiled).toEqual(JSON.parse(JSON.stringify(original)));
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
});

test('a bundle of schemas holds neither the compiler nor the library that describes them', async () => {
  const { outputFiles } = await buildModule(FILES.map((file) => `export * from './${file}';`).join('\n'));
  const code = outputFiles[0]?.text ?? '';
  expect(code).toContain('maxLength');
  expect(code).not.toMatch(/typebox|new Ajv|addVocabulary/);
  expect(code.length).toBeLessThan(100_000);
});

describe('a file of schemas is refused', () => {
  const buildSchema = (text: string) => {
    const file = join(folder.path, `${Math.random().toString(36).slice(2)}.schema.ts`);
    writeFileSync(file, text);
    return buildModule(`export * from '${file}';`);
  };

  test('when one of its objects is open', async () => {
    await expect(buildSchema(`export const Open = { type: 'object' };`)).rejects.toThrow(
      'every object of a schema has to set additionalProperties to false',
    );
  });

  test('when it exports something else', async () => {
    await expect(buildSchema(`export const LIMIT = 3;`)).rejects.toThrow('LIMIT, which is no schema');
  });
});
