// The example of the README as it stands there, in a process of its own, against an API that is made up.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { tokens } from './testing/made-up-api.ts';

const workspace = resolve(import.meta.dirname, '../../..');

const ANSWERS: Readonly<Record<string, readonly [status: number, body?: object]>> = {
  'POST /users': [409, { type: 'urn:x', title: 'Taken', status: 409, code: 'email_taken' }],
  'POST /auth/login': [200, tokens('first')],
  'GET /users/me': [200, { first_name: 'Ada' }],
  'POST /auth/logout': [204],
};

const serve = async (listener: RequestListener) => {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, [Symbol.asyncDispose]: async () => void (await once(server.close(), 'close')) };
};

test('the example of the README runs as it stands there', async () => {
  const asked: string[] = [];
  const answer = ({ method, url }: IncomingMessage, response: ServerResponse): void => {
    const call = `${method} ${url}`;
    asked.push(call);
    const [status, body] = ANSWERS[call] ?? [404];
    response.writeHead(status, { connection: 'close' }).end(body && JSON.stringify(body));
  };
  await using api = await serve(answer);
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const code = example.replace('http://127.0.0.1:3000', api.url);
  const args = ['--input-type=module-typescript', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: workspace });
  expect(stdout).toBe('Ada is signed in\n');
  expect(asked).toEqual(Object.keys(ANSWERS));
});
