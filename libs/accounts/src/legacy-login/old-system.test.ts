// The old system, asked over real HTTP.
import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import type { LogFields } from '@gatehouse/log';
import { closedPort, serve } from '@gatehouse/test-support';
import { oldSystemOnDemand } from '../index.ts';

const ADA = { email: 'ada@example.com', password: ' Corre\u0301ct "horse" \ud83d\udc0e ' };
const PERSON = { first_name: 'Ada', last_name: 'Lovelace', email_verified: true };
const VOUCHED = { firstName: 'Ada', lastName: 'Lovelace', emailVerified: true };

/** No test waits for a clock but those of a system that hangs. */
const systemAt = (url: string) => {
  const logged: [message: string, fields?: LogFields][] = [];
  const system = oldSystemOnDemand(url, { warn: (...line) => void logged.push(line as [string, LogFields]) });
  return { logged, vouch: (withinMs = 60_000) => system.vouch(ADA, withinMs) };
};

const answering = (body: unknown, { status = 200, headers = {} } = {}): RequestListener => {
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(bytes);
};

test('is sent the email and the password in the body of a POST, and nothing else of them', async () => {
  const seen: unknown[] = [];
  await using server = await serve((request, response) => {
    void text(request).then((body) => {
      const { method, url, headers } = request;
      seen.push([method, url, headers['content-type'], JSON.parse(body)]);
      answering(PERSON)(request, response);
    });
  });
  expect(await systemAt(`${server.url}/old/login`).vouch()).toEqual(VOUCHED);
  expect(seen).toEqual([['POST', '/old/login', 'application/json', ADA]]);
});

describe('an answer vouches', () => {
  test.each<[string, object, object]>([
    ['with an address that was not verified', { ...PERSON, email_verified: false }, {}],
    [
      'with more than is asked for',
      { ...PERSON, id: 7, roles: ['admin'], email: 'x', nested: { a: [] } },
      {},
    ],
    ['with a charset', PERSON, { 'content-type': 'Application/JSON; charset=utf-8' }],
    ['in names of other scripts', { ...PERSON, first_name: '李', last_name: '🙂'.repeat(100) }, {}],
  ])('%s', async (_, body, headers) => {
    await using server = await serve(answering(body, { headers }));
    const {
      first_name: firstName,
      last_name: lastName,
      email_verified: emailVerified,
    } = body as typeof PERSON;
    const { vouch, logged } = systemAt(server.url);
    expect(await vouch()).toEqual({ firstName, lastName, emailVerified });
    expect(logged).toEqual([]);
  });
});

test.each([400, 401, 403, 404, 422])('the status %i is a plain no, and no failure', async (status) => {
  await using server = await serve(answering(PERSON, { status }));
  const { vouch, logged } = systemAt(server.url);
  expect([await vouch(), logged]).toEqual([null, []]);
});

describe('an old system that fails vouches for nobody, and each time has its line in the log', () => {
  test.each<[string, RequestListener, object]>([
    ...[201, 204, 301, 302, 307, 308, 405, 429, 500, 503].map(
      (status) =>
        [
          `answers ${status}`,
          answering(status === 204 ? '' : PERSON, { status, headers: { location: '/elsewhere' } }),
          { reason: 'refused', what: `status ${status}` },
        ] as [string, RequestListener, object],
    ),
    [
      'answers a page',
      answering('<p>', { headers: { 'content-type': 'text/html' } }),
      malformed('content-type'),
    ],
    ['answers half', answering('{"first_name":"Ada"'), malformed('JSON')],
    ['answers nothing', answering(''), malformed('JSON')],
    ['answers a list', answering([PERSON]), malformed('JSON')],
    ['answers null', answering('null'), malformed('JSON')],
    ['answers a member twice', answering('{"first_name":"Ada","first_name":"Eve"}'), malformed('JSON')],
    ['leaves a name out', answering({ ...PERSON, first_name: undefined }), malformed('first_name')],
    ['has a name of nothing', answering({ ...PERSON, last_name: '' }), malformed('last_name')],
    [
      'has a name of which nothing shows',
      answering({ ...PERSON, last_name: '\u3164' }),
      malformed('last_name'),
    ],
    [
      'has a name that is too long',
      answering({ ...PERSON, first_name: 'x'.repeat(101) }),
      malformed('first_name'),
    ],
    ['has a name with a line break', answering({ ...PERSON, first_name: 'A\nda' }), malformed('first_name')],
    ['has a name that is a number', answering({ ...PERSON, first_name: 7 }), malformed('first_name')],
    ['does not say whether', answering({ ...PERSON, email_verified: 'yes' }), malformed('email_verified')],
    ['answers too much', answering({ ...PERSON, more: 'x'.repeat(20_000) }), malformed('size')],
    [
      'answers too much in few bytes',
      answering(gzipSync(JSON.stringify({ ...PERSON, more: 'x'.repeat(20_000) })), {
        headers: { 'content-encoding': 'gzip' },
      }),
      malformed('size'),
    ],
    ['answers in no UTF-8', answering(Buffer.from([0x22, 0xe9, 0x22])), malformed('UTF-8')],
    ['hangs up', ({ socket }) => void socket.destroy(), { reason: 'unavailable' }],
    [
      'hangs up within its answer',
      ({ socket }, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .write('{"first_name"', () => socket.destroy()),
      { reason: 'unavailable' },
    ],
  ])('%s', async (_, listener, failure) => {
    await using server = await serve(listener);
    const { vouch, logged } = systemAt(server.url);
    expect([await vouch(), await vouch()]).toEqual([null, null]);
    expect(logged).toEqual([
      ['legacy login failed', { ...failure, failures: 1 }],
      ['legacy login failed', { ...failure, failures: 2 }],
    ]);
  });

  const onlyFailure = async (url: string, withinMs?: number) => {
    const { vouch, logged } = systemAt(url);
    expect(await vouch(withinMs)).toBeNull();
    return logged.map(([, fields]) => fields);
  };

  test.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    [
      'never ends its answer',
      (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
  ])('%s', async (_, listener) => {
    await using server = await serve(listener);
    expect(await onlyFailure(server.url, 50)).toEqual([{ reason: 'slow', failures: 1 }]);
  });

  test.each([0, -7, 0.5])('is not asked where %d milliseconds are left', async (withinMs) => {
    let asked = 0;
    await using server = await serve(() => void (asked += 1));
    expect(await onlyFailure(server.url, withinMs)).toEqual([{ reason: 'slow', failures: 1 }]);
    expect(asked).toBe(0);
  });

  test('is not asked where the request has no time left', async () => {
    await using server = await serve(answering(PERSON));
    expect(await withBudget(0, () => onlyFailure(server.url))).toEqual([{ reason: 'slow', failures: 1 }]);
  });

  test('is not there', async () => {
    expect(await onlyFailure(await closedPort())).toEqual([{ reason: 'unavailable', failures: 1 }]);
  });

  test('speaks no TLS', async () => {
    await using server = await serve(answering(PERSON));
    expect(await onlyFailure(server.url.replace('http', 'https'))).toEqual([
      { reason: 'unavailable', failures: 1 },
    ]);
  });

  test('sends elsewhere, where nobody is asked', async () => {
    let asked = 0;
    await using other = await serve((request, response) => {
      asked += 1;
      answering(PERSON)(request, response);
    });
    await using server = await serve(answering('', { status: 307, headers: { location: other.url } }));
    expect(await onlyFailure(server.url)).toEqual([{ reason: 'refused', what: 'status 307', failures: 1 }]);
    expect(asked).toBe(0);
  });
});

function malformed(what: string): object {
  return { reason: 'malformed', what };
}
