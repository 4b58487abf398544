import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { serve } from './serve.ts';
import { start } from './start.ts';
import { temporaryFolder } from './testing/folders.ts';
import { call } from './testing/http.ts';

const TEMPLATE = `
Parameters: { Word: { Type: String } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.h
      Environment: { Variables: { GREETING: hello, WORD: !Ref Word, DATABASE_URL: 'mysql://theirs' } }
      Events: { E: { Type: Api, Properties: { Path: /x, Method: get } } }
`;
const CODE = `export const h = async () => ({
  statusCode: 200,
  body: [process.env.GREETING, process.env.WORD, process.env.DATABASE_URL, process.env.OTHER].join(),
});`;

const project = async () => {
  const folder = await temporaryFolder();
  await folder.write('hello/template.yaml', TEMPLATE);
  await folder.write('hello/a.mjs', CODE);
  return folder;
};

describe('npx @gatehouse/gateway TEMPLATE…', () => {
  test.each(['hello', 'hello/', 'hello/template.yaml'])(
    'serves %s, with the variables of the environment that it names, and says where',
    async (path) => {
      await using folder = await project();
      const written: string[] = [];
      const gateway = await serve({
        args: [path, '--no-watch'],
        env: { PORT: '0', GREETING: 'hi', WORD: 'there', OTHER: 'no', EMPTY: '' },
        folder: folder.path,
        write: (line) => written.push(line),
      });
      await using _ = { [Symbol.asyncDispose]: () => gateway.stop(0) };
      expect((await call(gateway.port, '/x')).text).toBe('hi,there,mysql://theirs,');
      expect(written).toContain(`Gatehouse listens on http://127.0.0.1:${gateway.port}`);
    },
  );

  test.each([
    [[], {}, 'no template is named; npx @gatehouse/gateway TEMPLATE… [--no-watch]'],
    [['--packaged', 'hello'], {}, "Unknown option '--packaged'; npx @gatehouse/gateway TEMPLATE…"],
    [['gone', 'hello'], {}, 'gone/template.yaml: is not there'],
    [['gone.yaml'], {}, 'gone.yaml: is not there'],
    [['hello'], { PORT: 'x' }, 'PORT: '],
    [
      ['hello'],
      { PORT: '0' },
      'the parameter Word has neither a value here nor a Default; the variable WORD gives it one',
    ],
  ])('stops for %j with %j', async (args, env, problem) => {
    await using folder = await project();
    const starting = serve({ args, env: { ...env }, folder: folder.path, write: () => undefined });
    await expect(starting).rejects.toThrow(problem);
  });
});

describe('npm start -- TEMPLATE…', () => {
  const startOn = async (
    args: readonly string[],
    workspace: string,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const gateway = await start({
      args: [...args, '--no-watch'],
      env: { PORT: '0', WORD: 'there', GATEHOUSE_HOME: join(workspace, 'home'), ...env },
      workspace,
      write: () => undefined,
    });
    return { ...gateway, [Symbol.asyncDispose]: () => gateway.stop(0) };
  };

  test('serves them as npx does, without values of Gatehouse', async () => {
    await using folder = await project();
    await using gateway = await startOn(['hello'], folder.path);
    expect((await call(gateway.port, '/x')).text).toBe('hello,there,mysql://theirs,');
  });

  test('gives them the local values of the workspace where one of its apps is among them', async () => {
    await using folder = await project();
    await folder.write('apps/own/template.yaml', 'Resources: {}');
    await using gateway = await startOn(['hello', 'apps/own'], folder.path);
    expect((await call(gateway.port, '/x')).text).toMatch(/^hello,there,sqlite:.*gatehouse\.db,$/);
  });

  test('has packages for the apps of the workspace alone', async () => {
    await using folder = await project();
    await expect(startOn(['hello', '--packaged'], folder.path)).rejects.toThrow('--packaged runs the apps');
  });
});
