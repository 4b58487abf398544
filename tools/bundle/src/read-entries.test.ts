import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEntries } from './read-entries.ts';
import { temporaryFolder } from './testing/unpacked-app.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
  mkdirSync(join(folder.path, 'src'));
  for (const name of ['one', 'two']) writeFileSync(join(folder.path, 'src', `${name}.ts`), '');
});
afterEach(() => folder.remove());

const read = (resources: string) => {
  const file = join(folder.path, 'template.yaml');
  writeFileSync(file, `Globals: { Function: { CodeUri: ../app.zip } }\nResources:\n${resources}`);
  return readEntries(file, join(folder.path, '../app.zip'));
};

const fn = (id: string, handler: string, source: string, more = ''): string =>
  `  ${id}: { Type: AWS::Serverless::Function, Metadata: { Source: ${source} }, Properties: { Handler: ${handler} ${more} } }\n`;

test('names each entry by its handler and takes it from its source', () => {
  expect(read(fn('F', 'first.handler', 'src/one.ts') + fn('G', 'second.handler', 'src/two.ts'))).toEqual([
    { name: 'first', source: join(folder.path, 'src/one.ts') },
    { name: 'second', source: join(folder.path, 'src/two.ts') },
  ]);
});

test('takes both where a condition chooses', () => {
  const both = fn('F', '!If [Checks, second.handler, first.handler]', '!If [Checks, src/two.ts, src/one.ts]');
  expect(read(both)).toEqual([
    { name: 'second', source: join(folder.path, 'src/two.ts') },
    { name: 'first', source: join(folder.path, 'src/one.ts') },
  ]);
});

test('takes a module once that serves two functions', () => {
  expect(read(fn('F', 'first.handler', 'src/one.ts') + fn('G', 'first.handler', 'src/one.ts'))).toHaveLength(
    1,
  );
});

test('leaves out what is no function of this zip', () => {
  const other = fn('G', 'second.handler', 'src/two.ts', ', CodeUri: ../other.zip');
  const api = '  Api: { Type: AWS::Serverless::Api }\n';
  expect(read(fn('F', 'first.handler', 'src/one.ts') + other + api)).toHaveLength(1);
});

test.each([
  ['no function', '  Api: { Type: AWS::Serverless::Api }\n', 'no function has the CodeUri'],
  ['a source that is not there', fn('F', 'first.handler', 'src/none.ts'), 'F: there is no src/none.ts'],
  [
    'a handler of another form',
    fn('F', 'src/first.handler', 'src/one.ts'),
    'F: the Handler src/first.handler',
  ],
  ['an export of another name', fn('F', 'first.main', 'src/one.ts'), 'has to read <module>.handler'],
  [
    'a condition for one of the two',
    fn('F', '!If [A, a.handler, b.handler]', 'src/one.ts'),
    'F: Handler and',
  ],
  [
    'two sources for one module',
    fn('F', 'first.handler', 'src/one.ts') + fn('G', 'first.handler', 'src/two.ts'),
    'two sources want to be first.mjs',
  ],
])('refuses %s', (_what, resources, message) => {
  expect(() => read(resources)).toThrow(message);
});

test('refuses a template that is not there', () => {
  expect(() => readEntries(join(folder.path, 'none.yaml'), '/app.zip')).toThrow('none.yaml does not exist');
});
