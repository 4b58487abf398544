import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

const rowOf = (role: string) => ({ verb: 'GET', path: '/orders/{id}', roles: [role] });
const CLERKS = JSON.stringify({ orders: [rowOf('clerk')] });
const PORTERS = JSON.stringify({ orders: [rowOf('porter')] });

/** A stand-in for SSM. */
let parameters: Record<string, string> = {};
const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { Path, Name = '' } = (await json(request)) as { Path?: string; Name?: string };
  const listed = Object.entries(parameters).map(([name, Value]) => ({ Name: name, Value }));
  if (Path !== undefined) return void response.end(JSON.stringify({ Parameters: listed }));
  const Value = parameters[Name];
  if (Value === undefined) response.writeHead(400);
  response.end(
    JSON.stringify(Value === undefined ? { __type: 'ParameterNotFound' } : { Parameter: { Value } }),
  );
};

let server: Server;
let folder: string;
beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-access-'));
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  parameters = {};
});

const fileOf = async (text: string): Promise<string> => {
  const file = join(folder, `${Math.random()}.json`);
  await writeFile(file, text);
  return file;
};

const access = (...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const env = {
      PATH: process.env['PATH'],
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    const script = [
      '--disable-warning=ExperimentalWarning',
      '--import',
      './tools/preload.mjs',
      'tools/cli/src/access.ts',
    ];
    execFile(
      process.execPath,
      [...script, ...args],
      { cwd: resolve(import.meta.dirname, '../../..'), env },
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

test('a change that opens a call says each line, and exits with 1', async () => {
  expect(await access('diff', await fileOf(CLERKS), await fileOf(PORTERS))).toEqual({
    code: 1,
    stdout: 'closes GET /orders/{id} for clerk\nopens GET /orders/{id} for porter\n',
    stderr: '',
  });
});

test('a change that only closes exits with 0, and so does none', async () => {
  expect(await access('diff', await fileOf(CLERKS), await fileOf('{}'))).toMatchObject({
    code: 0,
    stdout: 'closes GET /orders/{id} for clerk\n',
  });
  const same = await fileOf(CLERKS);
  expect(await access('diff', same, same)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a parameter and a path of parameters are read where they are', async () => {
  parameters = { '/tables/a': CLERKS };
  expect(await access('diff', 'ssm:/tables/a', await fileOf(CLERKS))).toMatchObject({ code: 0, stdout: '' });
  expect(await access('diff', 'ssm:/tables/', await fileOf(PORTERS))).toMatchObject({ code: 1 });
});

describe('bad input is refused with a sentence and exit code 2:', () => {
  test.each([
    ['no act', [], 'usage: npm run access'],
    ['another act', ['same', 'a', 'b'], 'usage: npm run access'],
    ['one table', ['diff', 'a'], 'usage: npm run access'],
    ['three tables', ['diff', 'a', 'b', 'c'], 'usage: npm run access'],
    ['a file that is not there', ['diff', 'no-such-file.json', 'b'], 'there is no such file'],
    ['a parameter that is not there', ['diff', 'ssm:/none', 'b'], 'OLD (ssm:/none): AWS knows no such value'],
    ['a reference of no form', ['diff', 'ssm:none', 'b'], 'OLD: must name a parameter'],
  ])('%s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await access(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    ['no JSON', '{', 'the table must be JSON'],
    ['no table', '[]', 'the table must be an object'],
    ['a row for nobody', '{"orders":[{"verb":"GET","path":"/orders"}]}', 'orders[0]: nobody may call it'],
  ])('a file with %s', async (_what, text, rule) => {
    const { code, stderr } = await access('diff', await fileOf(CLERKS), await fileOf(text));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^NEW \(file:.*\): /);
    expect(stderr).toContain(rule);
  });

  test('one bad parameter of a path, by its name', async () => {
    parameters = { '/tables/a': CLERKS, '/tables/b': '{' };
    expect(await access('diff', 'ssm:/tables/', await fileOf(CLERKS))).toEqual({
      code: 2,
      stdout: '',
      stderr: 'OLD (ssm:/tables/b): the table must be JSON\n',
    });
  });
});
