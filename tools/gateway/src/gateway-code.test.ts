// Functions of templates that know nothing of this gateway: their code is where CodeUri and Handler say, as Lambda finds it.
import { describe, expect, test } from '@jest/globals';
import { startGateway } from './gateway.ts';
import { temporaryFolder } from './testing/folders.ts';
import { call } from './testing/http.ts';
import { startFiles } from './testing/start-files.ts';

const ANSWER = '({ statusCode: 200, body: JSON.stringify(TOLD) })';
const CODE = `export const h = async () => ${ANSWER};`.replace('TOLD', '"code"');

/** A template of one function with the route `GET /x`; `more` are properties, each on a line of its own. */
const one = (more: string, metadata = '{}'): string => `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: ${metadata}
    Properties:
      Runtime: nodejs24.x
      Events: { E: { Type: Api, Properties: { Path: /x, Method: get } } }
${more.replace(/^(?=.)/gm, '      ')}
`;

const answerOf = async (files: Readonly<Record<string, string>>): Promise<string> => {
  await using gateway = await startFiles(files);
  return (await call(gateway.port, '/x')).text;
};

describe('the code of a function', () => {
  test.each([
    ['a module with its ending left out', 'Handler: a.h', 'a.mjs', CODE],
    ['a source in TypeScript', 'Handler: a.h', 'a.ts', CODE.replace('()', '(_event: object)')],
    ['below a folder that CodeUri names', 'CodeUri: src/\nHandler: lib/a.h', 'src/lib/a.mjs', CODE],
    [
      'a path of names in its module',
      'Handler: a.api.h',
      'a.mjs',
      CODE.replace('h =', 'api = { h:').replace(/;$/, '};'),
    ],
    [
      'a CommonJS bundle',
      'Handler: a.h',
      'a.cjs',
      `module.exports = Object.fromEntries([['h', async () => ${ANSWER.replace('TOLD', '"code"')}]]);`,
    ],
    [
      'a handler with a callback, of a runtime before Node 24',
      'Runtime: nodejs20.x\nHandler: a.h',
      'a.cjs',
      `exports.h = (event, context, callback) => setTimeout(callback, 1, null, ${ANSWER.replace('TOLD', '"code"')});`,
    ],
  ])('is %s', async (_name, more, file, source) => {
    const text = more.includes('Runtime') ? one(more).replace('Runtime: nodejs24.x', '') : one(more);
    expect(await answerOf({ 'template.yaml': text, [file]: source })).toBe('"code"');
  });

  test.each([
    ['[a.ts]', 'a.h', 'a.ts'],
    ['[other.ts, lib/a.ts]', 'a.h', 'lib/a.ts'],
    ['[src/one/a.ts, src/two/a.ts]', 'two/a.h', 'src/two/a.ts'],
  ])('is the entry of a bundler, unbundled: %s for %s', async (entries, handler, file) => {
    const metadata = `{ BuildMethod: esbuild, BuildProperties: { EntryPoints: ${entries} } }`;
    expect(await answerOf({ 'template.yaml': one(`Handler: ${handler}`, metadata), [file]: CODE })).toBe(
      '"code"',
    );
  });

  test.each([
    ['Handler: a.h', '', 'Resources.Fn.Properties.Handler: there is no a{.js,.mjs,.cjs,.ts,.mts,.cts} in /'],
    ['Handler: a', '', 'Resources.Fn.Properties.Handler: must read module.export'],
    ['CodeUri: none\nHandler: a.h', '', 'Resources.Fn.Properties.CodeUri: there is no folder none'],
    ['CodeUri: s3://bucket/key\nHandler: a.h', '', 'CodeUri: must be a folder on this machine'],
    ['CodeUri: { Bucket: b, Key: k }\nHandler: a.h', '', 'CodeUri: must be a folder on this machine'],
    ['CodeUri: template.yaml\nHandler: a.h', '', 'what is packed does not run here'],
    ['Handler: a.h', 'nodejs24.x > python3.13', 'Runtime: python3.13 does not run here: only Node.js does'],
    ['Handler: a.h', 'nodejs24.x > provided.al2023', 'Runtime: provided.al2023 does not run here'],
    ['PackageType: Image', '', 'PackageType: must be Zip: container images do not run here'],
    ['InlineCode: x\nHandler: a.h', '', 'InlineCode: does not run here'],
  ])('that does not run here stops the start with its line: %s', async (more, replaced, problem) => {
    const [from = '', to = ''] = replaced.split(' > ');
    const starting = startFiles({ 'template.yaml': one(more).replace(from, to) });
    await expect(starting).rejects.toThrow(problem);
    await expect(startFiles({ 'template.yaml': one(more).replace(from, to) })).rejects.toThrow(
      /template\.yaml:\d+: /,
    );
  });
});

test('a TypeScript source may import as bundlers read it', async () => {
  const source = `import { one } from './lib/one';
import { two } from './lib/two.js';
import three from './lib';
export const h = async (_event: object) => ({ statusCode: 200, body: [one, two, three].join() });`;
  const template = one('Handler: a.h', '{ BuildMethod: esbuild, BuildProperties: { EntryPoints: [a.ts] } }');
  expect(
    await answerOf({
      'template.yaml': template,
      'a.ts': source,
      'lib/one.ts': 'export const one: string = "one";',
      'lib/two.ts': 'import { one } from "./one"; export const two = `after ${one}`;',
      'lib/index.ts': 'export default "index";',
    }),
  ).toBe('one,after one,index');
  await expect(startFiles({ 'template.yaml': template, 'a.ts': "import './gone';" })).rejects.toThrow('gone');
});

const TWO = `
Resources:
  One: &fn
    Type: AWS::Serverless::Function
    Properties: &p
      CodeUri: code
      Handler: a.h
      MemorySize: 256
      Environment: { Variables: { WHO: one } }
      Events: { E: { Type: Api, Properties: { Path: /one, Method: get } } }
  Two:
    <<: *fn
    Properties:
      <<: *p
      Environment: { Variables: { WHO: two } }
      Events: { E: { Type: Api, Properties: { Path: /two, Method: get } } }
`;

const TELLS = `import { readFileSync } from 'node:fs';
let calls = 0;
export const h = async () => {
  const { WHO, AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_FUNCTION_MEMORY_SIZE, _HANDLER, AWS_SAM_LOCAL, HOME = null } = process.env;
  const told = { WHO, AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_FUNCTION_MEMORY_SIZE, _HANDLER, AWS_SAM_LOCAL, HOME };
  return { statusCode: 200, body: JSON.stringify({ ...told, calls: ++calls, file: readFileSync('note.txt', 'utf8') }) };
};`;

test('each function has a process of its own, with its own variables, in the folder of its code', async () => {
  await using gateway = await startFiles({
    'template.yaml': TWO,
    'code/a.mjs': TELLS,
    'code/note.txt': 'here',
  });
  const told = async (path: string) => (await call(gateway.port, path)).json();
  const both = {
    _HANDLER: 'a.h',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_SAM_LOCAL: 'true',
    HOME: null,
    file: 'here',
  };
  const one = { ...both, WHO: 'one', AWS_LAMBDA_FUNCTION_NAME: 'gatehouse-app-One' };
  expect(await told('/one')).toEqual({ ...one, calls: 1 });
  expect(await told('/one')).toEqual({ ...one, calls: 2 });
  expect(await told('/two')).toMatchObject({
    WHO: 'two',
    AWS_LAMBDA_FUNCTION_NAME: 'gatehouse-app-Two',
    calls: 1,
  });
});

test('a function that nothing here calls does not run, whatever it is, and that is said', async () => {
  const other = `  Other:
    Type: AWS::Serverless::Function
    Properties: { Runtime: python3.13, Handler: a.b, Environment: { Variables: { Q: !GetAtt Queue.QueueUrl } } }
  Queue: { Type: AWS::SQS::Queue }
`;
  await using gateway = await startFiles({ 'template.yaml': one('Handler: a.h') + other, 'a.mjs': CODE });
  expect((await call(gateway.port, '/x')).status).toBe(200);
  expect(gateway.written.join('\n')).toMatch(
    /template\.yaml:10: Resources\.Other: nothing here calls this function, and it does not run/,
  );
});

test('a module that cannot be loaded stops the start with the function’s name', async () => {
  await expect(
    startFiles({ 'template.yaml': one('Handler: a.h'), 'a.mjs': 'export const g = 1;' }),
  ).rejects.toThrow(/app\/Fn: Error: Fn: .*a\.mjs exports no function h/);
});

test('a template may be a file of any name, by which its app is called', async () => {
  await using gateway = await startFiles(
    { 'orders.yml': one('Handler: a.h'), 'a.mjs': TELLS, 'note.txt': '' },
    { template: 'app/orders.yml' },
  );
  expect((await call(gateway.port, '/x')).json()).toMatchObject({
    AWS_LAMBDA_FUNCTION_NAME: 'gatehouse-orders-Fn',
  });
});

test('two templates of one name cannot be told apart', async () => {
  await using folder = await temporaryFolder();
  const files = [
    await folder.write('a/x/template.yaml', one('')),
    await folder.write('b/x/template.yaml', one('')),
  ];
  await expect(startGateway({ appFolders: files })).rejects.toThrow(
    'are both called x here: rename one folder',
  );
});
