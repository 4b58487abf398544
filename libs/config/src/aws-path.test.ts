import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createPathReader, type PathReader } from './aws-path.ts';

let server: Server;
let read: PathReader;
let pages: { status?: number; body: object }[] = [];
let asked: { target: unknown; input: unknown }[] = [];

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  asked.push({ target: request.headers['x-amz-target'], input: await json(request) });
  const { status = 200, body } = pages.shift() ?? { body: {} };
  response.writeHead(status).end(JSON.stringify(body));
};

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const env = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  read = createPathReader({ env, backoffMs: 1 });
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  pages = [];
  asked = [];
});

const NAME = 'TABLES (ssm:/tables/)';
const parameter = (name: string) => ({ Name: `/tables/${name}`, Value: `of ${name}`, Type: 'String' });

test('all pages are read, an empty one with a token too', async () => {
  pages = [
    { body: { Parameters: [parameter('a')], NextToken: 'one' } },
    { body: { Parameters: [], NextToken: 'two' } },
    { body: { Parameters: [parameter('b')] } },
  ];
  expect(await read('/tables', NAME)).toEqual([
    { name: '/tables/a', value: 'of a' },
    { name: '/tables/b', value: 'of b' },
  ]);
  const input = { Path: '/tables', Recursive: false, WithDecryption: true };
  expect(asked).toEqual(
    [{}, { NextToken: 'one' }, { NextToken: 'two' }].map((token) => ({
      target: 'AmazonSSM.GetParametersByPath',
      input: { ...input, ...token },
    })),
  );
});

test('a page that is throttled is asked for again', async () => {
  pages = [
    { status: 400, body: { __type: 'ThrottlingException' } },
    { body: { Parameters: [parameter('a')] } },
  ];
  expect(await read('/tables', NAME)).toHaveLength(1);
});

test('one page that is refused fails the whole path, which is named', async () => {
  pages = [
    { body: { Parameters: [parameter('a')], NextToken: 'one' } },
    { status: 400, body: { __type: 'AccessDeniedException' } },
  ];
  await expect(read('/tables', NAME)).rejects.toMatchObject({
    reason: 'denied',
    message: `${NAME}: AWS refuses (AccessDeniedException)`,
  });
});

test.each([
  {},
  { Parameters: {} },
  { Parameters: [null] },
  { Parameters: [{ Name: '/tables/a' }] },
  { Parameters: [], NextToken: 1 },
])('an answer of another form is refused: %j', async (body) => {
  pages = [{ body }];
  await expect(read('/tables', NAME)).rejects.toMatchObject({ reason: 'malformed' });
});
