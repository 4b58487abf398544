// The gateway as its callers see it: real HTTP, real processes, the fixture apps.
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { startGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { FIXTURES } from './testing/folders.ts';
import { call, exchange } from './testing/http.ts';
import type { RequestOptions } from './testing/http.ts';

const written: string[] = [];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    appFolders: [join(FIXTURES, 'shop'), join(FIXTURES, 'gate')],
    localValues: (port) => ({ GREETING: `hello from ${port}`, UNNAMED: 'never seen' }),
    write: (line) => written.push(line),
  });
});
afterAll(() => gateway.stop());

const get = (path: string, options?: RequestOptions) => call(gateway.port, path, options);
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const echoed = async (path: string, options?: RequestOptions) =>
  (await get(path, options)).json() as unknown as {
    event: APIGatewayProxyEvent;
    context: Record<string, unknown>;
    env: Record<string, string>;
  };

describe('a request to a function', () => {
  test('arrives as a proxy event with every value of headers and query', async () => {
    const { event } = await echoed('/echo?a=1&a=2+3&b=%C3%A4&c', {
      method: 'POST',
      headers: { 'X-Many': ['one', 'two'], 'x-forwarded-for': '198.51.100.7', 'content-type': 'text/plain' },
      body: 'grüß\u0000',
    });
    expect(event).toMatchObject({
      resource: '/echo',
      path: '/echo',
      httpMethod: 'POST',
      requestContext: { path: '/v1/echo' },
      queryStringParameters: { a: '2 3', b: 'ä', c: '' },
      multiValueQueryStringParameters: { a: ['1', '2 3'], b: ['ä'], c: [''] },
      pathParameters: null,
      stageVariables: null,
      body: 'grüß\u0000',
      isBase64Encoded: false,
    });
    expect(event.headers).toMatchObject({ 'X-Many': 'two', 'X-Forwarded-For': '198.51.100.7, 127.0.0.1' });
    expect(event.multiValueHeaders['X-Many']).toEqual(['one', 'two']);
    expect(event.requestContext.identity.sourceIp).toBe('127.0.0.1');
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  test('keeps bytes that are no text, and bodies of binary media types, as base64', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xc3]);
    const untyped = await echoed('/echo', { method: 'POST', body: bytes });
    const image = await echoed('/echo', {
      method: 'POST',
      headers: { 'content-type': 'image/svg+xml' },
      body: '<svg/>',
    });
    expect(untyped.event).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
    expect(image.event).toMatchObject({
      body: Buffer.from('<svg/>').toString('base64'),
      isBase64Encoded: true,
    });
  });

  test('takes a chunked body, and Expect: 100-continue', async () => {
    const chunked = await exchange(
      gateway.port,
      'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    );
    const expecting = await exchange(
      gateway.port,
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\nok',
    );
    expect(chunked).toContain('"body":"abcde"');
    expect(expecting).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
    expect(expecting).toContain('"body":"ok"');
  });

  test('sees the environment its template names, and nothing else of ours', async () => {
    const { env } = await echoed('/');
    expect(env).toMatchObject({
      GREETING: `hello from ${gateway.port}`,
      LABEL: 'gatehouse-shop in us-east-1',
      AWS_SAM_LOCAL: 'true',
      AWS_REGION: 'us-east-1',
    });
    expect(Object.keys(env)).not.toContain('UNNAMED');
    expect(Object.keys(env)).not.toContain('GATE_SECRET');
    expect(Object.keys(env)).not.toContain('NODE_OPTIONS');
  });

  test('comes with the context of a Lambda call', async () => {
    const { context } = await echoed('/');
    expect(context).toMatchObject({
      functionName: 'gatehouse-shop-Echo',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
    });
  });
});

describe('a path', () => {
  test('goes to the literal before the parameter, and its parameters are decoded once', async () => {
    const special = await echoed('/things/special', bearer('good'));
    const parameter = await echoed('/things/a%20b%2525', bearer('good'));
    const greedy = await echoed('/files/a/b%20c');
    expect(special.event.resource).toBe('/things/special');
    expect(parameter.event).toMatchObject({ path: '/things/a%20b%2525', pathParameters: { id: 'a b%25' } });
    expect(greedy.event.pathParameters).toEqual({ proxy: 'a/b c' });
  });

  test.each([
    '/nope',
    '/echo',
    '/echo/',
    '//echo',
    '/files',
    '/files/',
    '/files/../echo',
    '/files/%2e%2e/a',
    '/files/a%2Fb',
    '/files/%E0%A4%A',
    '/%65cho',
  ])('without a route is answered by the template: %s', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({ code: 'not_found', request_id: reply.headers['x-request-id'] });
  });

  test('has no HEAD just because it has GET, and ANY takes it', async () => {
    expect((await get('/', { method: 'HEAD' })).status).toBe(404);
    const any = await get('/files/a', { method: 'HEAD' });
    expect([any.status, any.text]).toEqual([200, '']);
    expect(Number(any.headers['content-length'])).toBeGreaterThan(100);
  });

  test.each(['FOO', 'M-FOO', 'get', 'PROPFIND', 'ANY'])(
    'has no route for a method that API Gateway does not know: %s',
    async (method) => {
      const reply = await exchange(
        gateway.port,
        `${method} /files/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      expect(reply).toMatch(/^HTTP\/1\.1 404 [^]*\{"code":"not_found",[^]*"path":"\/v1\/files\/a"\}$/);
    },
  );

  test('cannot put anything into the answer but text', async () => {
    const reply = await exchange(
      gateway.port,
      'GET /"},{"x":" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    const body = reply.slice(reply.indexOf('\r\n\r\n') + 4);
    expect(JSON.parse(body)).toMatchObject({ code: 'not_found', path: '/v1/"},{"x":"' });
  });
});

describe('what a function returns', () => {
  test('becomes the answer, with each value of each header', async () => {
    const reply = await get('/answers/headers');
    expect([reply.status, reply.text]).toEqual([201, 'grüß']);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/plain',
      'x-count': '3',
      'content-length': '6',
      'set-cookie': ['a=1', 'b=2'],
    });
  });

  test('may have its status as text', async () => {
    const reply = await get('/answers/status-text');
    expect([reply.status, reply.text]).toEqual([201, 'x']);
  });

  test('may be binary for who accepts that first, or empty', async () => {
    const binary = await get('/answers/binary', { headers: { accept: 'image/png' } });
    const encoded = await get('/answers/binary', { headers: { accept: '*/*' } });
    const empty = await get('/answers/empty');
    expect(binary.bytes).toEqual(Buffer.from([0x00, 0xff, 0x80]));
    expect(encoded.text).toBe('AP+A');
    expect([empty.status, empty.text, empty.headers['content-length']]).toEqual([204, '', undefined]);
  });

  test.each([
    'nothing',
    'text',
    'no-status',
    'status-word',
    'extra',
    'body-object',
    'header-list',
    'header-newline',
    'large',
    'throws',
    'unknown',
  ])('is an integration failure when it is malformed: %s', async (kind) => {
    const reply = await get(`/answers/${kind}`);
    expect([reply.status, reply.json()]).toEqual([
      500,
      { code: 'internal_error', type: 'INTEGRATION_FAILURE' },
    ]);
  });

  test('is told to whoever runs the gateway, not to the caller', async () => {
    const reply = await get('/answers/throws');
    const requestId = String(reply.headers['x-amzn-requestid']);
    expect(reply.text).not.toContain('secret detail');
    expect(written).toContain(`${requestId} secret detail`);
  });
});

describe('a guarded route', () => {
  test.each([
    ['no token', {}],
    ['an empty one', { headers: { authorization: '' } }],
    ['one that the expression matches in part only', bearer('good!')],
    ['one with more in front', { headers: { authorization: 'xBearer good' } }],
    ['two of them', { headers: { authorization: ['Bearer good', 'Bearer good'] } }],
    ['one that the function refuses', bearer('refused')],
  ])('answers 401 to %s', async (_name, options) => {
    const reply = await get('/things/1', options);
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  test.each(['denied', 'otheraction', 'prefix', 'elsewhere'])(
    'answers 403 when the policy does not allow it: %s',
    async (token) => {
      const reply = await get('/things/1', bearer(token));
      expect([reply.status, reply.json()]).toEqual([
        403,
        { message: 'User is not authorized to access this resource' },
      ]);
    },
  );

  test.each([
    ['broken', 'AUTHORIZER_FAILURE'],
    ['shapeless', 'AUTHORIZER_CONFIGURATION_ERROR'],
    ['nested', 'AUTHORIZER_CONFIGURATION_ERROR'],
    ['overlong', 'AUTHORIZER_CONFIGURATION_ERROR'],
    ['unreadable', 'AUTHORIZER_CONFIGURATION_ERROR'],
  ])('answers 500 when the authorizer itself fails: %s', async (token, type) => {
    const reply = await get('/things/1', bearer(token));
    expect([reply.status, reply.json()]).toEqual([500, { code: 'internal_error', type }]);
  });

  test('takes a resource of 512 characters, and a method ARN of 1,600 bytes', async () => {
    const { event } = await echoed('/things/1', bearer('longest'));
    const arn = `arn:aws:execute-api:us-east-1:000000000000:${event.requestContext.apiId}/v1/GET/things/`;
    const fits = 'é'.repeat((1600 - arn.length) / 2) + 'e'.repeat(arn.length % 2);
    const statusOf = async (id: string) =>
      (await get(`/things/${encodeURIComponent(id)}`, bearer('longest'))).status;
    expect([await statusOf(fits), await statusOf(`${fits}e`)]).toEqual([200, 413]);
    const unasked = await get(`/things/${encodeURIComponent(`${fits}e`)}`, bearer('broken'));
    expect(unasked.status).toBe(413);
  });

  test('takes a token in any letter case where its expression starts with (?i)', async () => {
    const reply = await get('/things/1', { headers: { authorization: 'BEARER good' } });
    expect(reply.status).toBe(200);
  });

  test('hands the context on as text', async () => {
    const { event } = await echoed('/things/1', bearer('here'));
    expect(event.requestContext.authorizer).toMatchObject({
      principalId: 'ada',
      trusted: 'true',
      role: 'user',
    });
    expect(event.requestContext.authorizer?.['calls']).toMatch(/^\d+$/);
  });

  test('judges a cached policy anew for each call', async () => {
    const first = await echoed('/things/1', bearer('cached.one'));
    const denied = await get('/things/1', { method: 'DELETE', ...bearer('cached.one') });
    const second = await echoed('/things/2', bearer('cached.one'));
    const callsOf = ({ event }: typeof first) => event.requestContext.authorizer?.['calls'] as string;
    expect(denied.status).toBe(403);
    expect(callsOf(second)).toBe(callsOf(first));
  });

  test('asks again where the cache is off', async () => {
    const calls = [];
    for (let index = 0; index < 2; index += 1)
      calls.push(
        (await echoed('/things/1/fresh', bearer('good'))).event.requestContext.authorizer?.['calls'],
      );
    expect(new Set(calls).size).toBe(2);
  });

  test('may be guarded by the whole request; every identity source has to be there', async () => {
    const headers = { 'x-who': 'here' };
    expect((await get('/things/1/requested?tenant=a', { headers })).status).toBe(200);
    expect((await get('/things/1/requested', { headers })).status).toBe(401);
    expect((await get('/things/1/requested?tenant=a')).status).toBe(401);
    expect((await get('/things/1/requested?tenant=b', { headers: { 'x-who': 'denied' } })).status).toBe(403);
  });

  test('lets a preflight through without asking anybody', async () => {
    const reply = await get('/things/1', { method: 'OPTIONS' });
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'DELETE,GET,OPTIONS',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '600',
    });
  });
});

describe('a limit', () => {
  const tooLarge = { code: 'body_too_large' };

  test('holds for request line and headers together', async () => {
    const fits = await get('/', { headers: { 'x-fill': 'x'.repeat(10_000) } });
    const reply = await get('/', { headers: { 'x-fill': 'x'.repeat(10_240) } });
    expect([fits.status, reply.status]).toEqual([200, 413]);
    expect(reply.json()).toMatchObject({ ...tooLarge, request_id: reply.headers['x-request-id'] });
  });

  test('holds when the HTTP parser itself gives up', async () => {
    const reply = await exchange(
      gateway.port,
      `GET /echo HTTP/1.1\r\nHost: x\r\nX-Fill: ${'x'.repeat(40_000)}\r\n\r\n`,
    );
    expect(reply).toMatch(/^HTTP\/1\.1 413 /);
    expect(reply).toContain('"code":"body_too_large"');
  });

  test('holds for an announced body before any of it is read', async () => {
    const reply = await exchange(
      gateway.port,
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10485761\r\nExpect: 100-continue\r\n\r\n',
    );
    expect(reply).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('holds for a chunked body as it comes', async () => {
    const chunk = Buffer.concat([
      Buffer.from('100000\r\n'),
      Buffer.alloc(0x100000, 'x'),
      Buffer.from('\r\n'),
    ]);
    const reply = await exchange(
      gateway.port,
      'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
      ...Array.from({ length: 12 }, () => chunk),
    );
    expect(reply).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("is Lambda's own for what API Gateway would still take", async () => {
    const reply = await get('/echo', { method: 'POST', body: 'x'.repeat(7 * 1024 * 1024) });
    expect([reply.status, reply.json()]).toMatchObject([413, tooLarge]);
  });
});

describe('a connection', () => {
  test.each([
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n',
    'hello\r\n\r\n',
  ])('that speaks no proper HTTP is told so in the form of the API: %j', async (text) => {
    expect(await exchange(gateway.port, text)).toMatch(/^HTTP\/1\.1 400 [^]*\{"message":"Bad Request"\}$/);
  });

  test('that goes away in the middle of a body breaks nothing', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(gateway.port, '127.0.0.1', () => {
        socket.write('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
        setTimeout(() => socket.destroy(), 20);
      });
      socket.once('close', () => resolve());
    });
    expect((await get('/')).status).toBe(200);
  });

  test('carries several requests in a row', async () => {
    const one = 'GET / HTTP/1.1\r\nHost: x\r\n';
    const reply = await exchange(gateway.port, `${one}\r\n${one}Connection: close\r\n\r\n`);
    expect(reply.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

test('each request leaves a line without its query, and an event that does not run here is mentioned', async () => {
  const reply = await get('/?token=secret');
  const requestId = String(reply.headers['x-amzn-requestid']);
  const line = written.find((one) => one.endsWith(requestId)) ?? '';
  expect(line).toMatch(/^GET \/ 200 \d+ ms [0-9a-f-]{36}$/);
  expect(written.join('\n')).toMatch(
    /shop\/template\.yaml:\d+: Resources\.Echo\.Properties\.Events\.Nightly: events of type ScheduleV2 do not run here/,
  );
});
