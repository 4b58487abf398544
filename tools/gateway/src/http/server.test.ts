import { afterEach, describe, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@gatehouse/test-support';
import type { GatewayRequest } from '../events/request.ts';
import { exchange } from '../testing/http.ts';
import { listen } from './listen.ts';
import { createHttpServer } from './server.ts';

const servers: Server[] = [];
const written: string[] = [];
const handled: string[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  written.length = 0;
  handled.length = 0;
});

/** A server that answers every request with its target after `/MILLISECONDS`, and refuses with the type. */
const run = async (limits = {}): Promise<number> => {
  const answer = (text: string, status = 200) => ({ status, headers: [], body: Buffer.from(text) });
  const server = createHttpServer(
    {
      ready: Promise.resolve(),
      handle: async ({ method, target }: GatewayRequest) => {
        handled.push(`${method} ${target}`);
        await sleep(Number(target.slice(1)));
        return answer(target);
      },
      refuse: (type) => answer(type, 400),
      log: (line) => written.push(line.split(' ').slice(0, 3).join(' ')),
    },
    { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 20, ...limits },
  );
  servers.push(server);
  return listen(server, '127.0.0.1', 0);
};

const request = (line: string, ...headers: string[]): string =>
  [`${line} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');
/** A client of whom nothing was read by then is cut off without an answer, so this is far above what reading a head takes. */
const IN_HALF_A_SECOND = { headersTimeout: 500, requestTimeout: 500 };
const REFUSED = /^HTTP\/1\.1 400 [^]*\r\n\r\nDEFAULT_4XX$/;

describe('a body', () => {
  test.each([
    ['a chunk size that is none', 'Transfer-Encoding: chunked', 'zz\r\n'],
    ['a coding that frames nothing', 'Transfer-Encoding: gzip', 'zz'],
    ['less than its length', 'Content-Length: 4', 'zz'],
  ])('with %s is answered, told in a line, and handled by nobody', async (_name, header, body) => {
    const port = await run(IN_HALF_A_SECOND);
    expect(await exchange(port, request('POST /0', header) + body)).toMatch(REFUSED);
    expect(await exchange(port, request('POST /0', header), 20, body)).toMatch(REFUSED);
    expect([written, handled]).toEqual([['POST /0 400', 'POST /0 400'], []]);
  });

  test('that comes too late is handled by nobody, even if it comes to its end', async () => {
    const port = await run(IN_HALF_A_SECOND);
    const isRefused = () => waitUntil('the request is refused', () => written.length > 0);
    const reply = await exchange(port, request('POST /0', 'Content-Length: 4'), 'ab', isRefused, 'cd', 50);
    expect(reply).toMatch(REFUSED);
    expect([written, handled]).toEqual([['POST /0 400'], []]);
  });
});

describe('a refusal', () => {
  test.each([
    ['of its head', 'bad\r\n\r\n', 'DEFAULT_4XX'],
    ['of its method', 'FOO / HTTP/1.1\r\n\r\n', 'MISSING_AUTHENTICATION_TOKEN'],
    ['of its host', 'GET / HTTP/1.1\r\n\r\n', 'DEFAULT_4XX'],
    ['of its body', request('POST /0', 'Transfer-Encoding: gzip'), 'DEFAULT_4XX'],
    ['of its size', request('POST /0', 'Content-Length: 99999999'), 'REQUEST_TOO_LARGE'],
  ])('comes after the answers to the requests before it: %s', async (_name, refused, type) => {
    const port = await run();
    const reply = await exchange(port, request('GET /80') + request('GET /20') + refused);
    expect(reply.match(/HTTP\/1\.1 \d+|\/80|\/20|[A-Z_]{4}[A-Z_\d]+$/g)).toEqual([
      'HTTP/1.1 200',
      '/80',
      'HTTP/1.1 200',
      '/20',
      'HTTP/1.1 400',
      type,
    ]);
  });

  test('is the last answer on its connection', async () => {
    const port = await run();
    const reply = await exchange(port, `GET /0 HTTP/1.1\r\n\r\n${request('GET /0')}`, 50, request('GET /0'));
    expect(reply).toMatch(REFUSED);
    expect(handled).toEqual([]);
  });

  test('of two hosts is one of a request that could mean two things (RFC 9112 §3.2)', async () => {
    const port = await run();
    expect(await exchange(port, request('GET /0', 'Host: x'))).toMatch(REFUSED);
  });

  test('of a HEAD has no body', async () => {
    const port = await run();
    expect(await exchange(port, 'HEAD /0 HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*\r\n\r\n$/);
    expect(await exchange(port, request('HEAD %2F'))).toMatch(/^HTTP\/1\.1 400 [^]*\r\n\r\n$/);
    expect(await exchange(port, request('HEAD /0', 'Transfer-Encoding: gzip'))).toMatch(
      /^HTTP\/1\.1 400 [^]*\r\n\r\n$/,
    );
  });

  test('reaches a client that is still sending its headers', async () => {
    const port = await run();
    const fill = Buffer.alloc(5 * 1024 * 1024, 'x');
    const reply = await exchange(port, 'GET /0 HTTP/1.1\r\nHost: x\r\nX-Fill: ', fill, '\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 400 [^]*REQUEST_TOO_LARGE$/);
    expect(written).toEqual(['GET /0 400']);
  });

  test('is what a tunnel gets', async () => {
    const port = await run();
    expect(await exchange(port, 'CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 [^]*MISSING_AUTHENTICATION_TOKEN$/,
    );
  });
});

test('a connection on which nothing is asked is closed without a word', async () => {
  const port = await run({ headersTimeout: 50, requestTimeout: 50 });
  expect(await exchange(port)).toBe('');
  expect(written).toEqual([]);
});
