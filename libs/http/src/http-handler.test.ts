import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import { closed, Email, Id, LoginPassword, PageLimit, PersonName } from '@gatehouse/contract/fields';
import { REQUEST_BUDGET_MS, timeLeftMs } from '@gatehouse/deadline';
import { GatehouseError, type GatehouseErrorOptions, type ErrorCode } from '@gatehouse/errors';
import { createLogger, type Logger } from '@gatehouse/log';
import { count, createMetrics } from '@gatehouse/metrics';
import {
  accepted,
  cacheable,
  created,
  httpHandler,
  noContent,
  ok,
  type Answer,
  type ServedRoute,
  type Service,
} from './index.ts';
import { apiEvent, lambdaContext, type TestRequest } from './testing.ts';

interface Line {
  readonly [field: string]: unknown;
}

const record = (): { readonly lines: Line[]; readonly logger: Logger } => {
  const lines: Line[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Line);
  return { lines, logger: createLogger({ level: 'DEBUG', service: 'test', write }) };
};

const serve = (overrides: Partial<Service> = {}): Service => ({
  logger: record().logger,
  cors: [],
  ...overrides,
});

/** A route for anyone that takes nothing and may answer with these statuses, whatever the body. */
const aRoute = <const Taken extends Partial<ServedRoute>>(taken: Taken) => ({
  callers: 'anyone' as const,
  answers: { 200: Type.Any(), 201: Type.Any(), 202: null, 204: null },
  ...taken,
});

const bodyOf = (answer: Answer): Record<string, unknown> =>
  JSON.parse(answer.body) as Record<string, unknown>;

const Registration = closed({
  first_name: PersonName,
  last_name: PersonName,
  email: Email,
  password: LoginPassword,
});

const registration = {
  first_name: 'Ada',
  last_name: 'Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery',
};

const register = httpHandler(aRoute({ body: Registration }), { service: serve() }, async ({ body }) =>
  created({ first_name: body.first_name }, `/users/${body.email}`),
);

const echo = (request: TestRequest): Promise<Answer> => register(apiEvent(request), lambdaContext());

const errorsOf = async (body: unknown): Promise<unknown> => bodyOf(await echo({ body }))['errors'];

describe('a handler', () => {
  test('takes two arguments at most, since Node 24 in Lambda refuses a callback', () => {
    expect(register.length).toBeLessThan(3);
  });

  test('has one budget of time for all that it asks of the stores, each request its own', async () => {
    const handler = httpHandler(aRoute({}), { service: serve() }, async () => {
      const first = timeLeftMs(Infinity);
      await sleep(5);
      return ok({ first, second: timeLeftMs(Infinity) });
    });
    const call = async () => bodyOf(await handler(apiEvent({}), lambdaContext()));
    for (const { first, second } of await Promise.all([call(), call()])) {
      expect(first).toBeLessThanOrEqual(REQUEST_BUDGET_MS);
      expect(second).toBeLessThan(Number(first));
    }
    expect(timeLeftMs(Infinity)).toBe(Infinity);
  });

  test('gets the parsed body and what API Gateway knows of the caller', async () => {
    const handler = httpHandler(aRoute({ body: Registration }), { service: serve() }, async (request) =>
      ok(request),
    );
    const answer = await handler(
      apiEvent({ body: registration, headers: { 'X-Forwarded-For': '203.0.113.9' } }),
      lambdaContext(),
    );
    expect(bodyOf(answer)).toEqual({
      body: registration,
      sourceAddress: '192.0.2.1',
      userAgent: 'test agent',
      requestId: 'request-1',
    });
  });

  test('gets nothing of a caller that could bend the page or the line where it is shown', async () => {
    const handler = httpHandler(aRoute({}), { service: serve() }, async ({ userAgent, sourceAddress }) =>
      ok({ userAgent, sourceAddress }),
    );
    const seen = async (request: TestRequest) => bodyOf(await handler(apiEvent(request), lambdaContext()));
    const bent = { userAgent: `\u202e${'x'.repeat(600)}\n`, sourceIp: 'test-invoke-source-ip' };
    expect(await seen(bent)).toEqual({ userAgent: 'x'.repeat(512), sourceAddress: '' });
    expect(await seen({ userAgent: null })).toEqual({ userAgent: '', sourceAddress: '192.0.2.1' });
  });

  test('every answer carries the security headers, the request id and no-store, each once', async () => {
    const answer = await echo({ body: registration });
    expect(answer).toEqual({
      statusCode: 201,
      headers: {
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'content-type': 'application/json',
        'cross-origin-resource-policy': 'same-origin',
        location: '/users/ada@example.com',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': 'request-1',
      },
      body: '{"first_name":"Ada"}',
    });
  });

  test('can say that anyone may keep an answer, or that there is nothing to say', async () => {
    const keys = httpHandler(aRoute({}), { service: serve() }, async () => cacheable({ keys: [] }, 300));
    const logout = httpHandler(aRoute({}), { service: serve() }, async () => noContent());
    const taken = httpHandler(aRoute({}), { service: serve() }, async () => accepted());
    expect((await keys(apiEvent(), lambdaContext())).headers).toMatchObject({
      'cache-control': 'public, max-age=300',
    });
    expect(await logout(apiEvent(), lambdaContext())).toMatchObject({ statusCode: 204, body: '' });
    expect(await taken(apiEvent(), lambdaContext())).toMatchObject({ statusCode: 202, body: '' });
  });

  test('a body is ignored where none is due', async () => {
    const handler = httpHandler(aRoute({}), { service: serve() }, async ({ body }) =>
      ok({ body: body ?? 'none' }),
    );
    const answer = await handler(apiEvent({ body: 'not { JSON' }), lambdaContext());
    expect(bodyOf(answer)).toEqual({ body: 'none' });
  });

  test('a body may be left out where none of its members is needed, and is read where there is one', async () => {
    const body = Type.Object({ token: Type.Optional(Type.String()) }, { additionalProperties: false });
    const handler = httpHandler(aRoute({ body }), { service: serve() }, async (request) =>
      ok({ is: request.body }),
    );
    expect(bodyOf(await handler(apiEvent({}), lambdaContext()))).toEqual({ is: {} });
    expect(bodyOf(await handler(apiEvent({ body: '{"token":"a"}' }), lambdaContext()))).toEqual({
      is: { token: 'a' },
    });
    expect(await handler(apiEvent({ body: 'not JSON' }), lambdaContext())).toMatchObject({ statusCode: 400 });
    expect(await handler(apiEvent({ body: '[]' }), lambdaContext())).toMatchObject({ statusCode: 400 });
    const some = { ...body, minProperties: 1 };
    const needing = httpHandler(aRoute({ body: some }), { service: serve() }, async () => noContent());
    expect(bodyOf(await needing(apiEvent({}), lambdaContext()))).toMatchObject({ code: 'malformed_body' });
  });

  test('a schema with an object that does not say whether it is closed is refused when the handler is made', () => {
    const open = Type.Object({ name: Type.Object({}) }, { additionalProperties: false });
    expect(() => httpHandler(aRoute({ body: open }), { service: serve() }, async () => noContent())).toThrow(
      TypeError,
    );
  });

  test('members that are not known are let through where the schema says so, and nowhere around it', async () => {
    const browsers = Type.Object({ id: Type.String() }, { additionalProperties: true });
    const body = Type.Object({ credential: browsers }, { additionalProperties: false });
    const handler = httpHandler(aRoute({ body }), { service: serve() }, async () => noContent());
    const answerTo = (sent: unknown) => handler(apiEvent({ body: JSON.stringify(sent) }), lambdaContext());
    const credential = { id: 'one', rawId: 'one', clientExtensionResults: { credProps: { rk: true } } };
    expect(await answerTo({ credential })).toMatchObject({ statusCode: 204 });
    expect(bodyOf(await answerTo({ credential, name: 'one' }))).toMatchObject({
      errors: [{ pointer: '/name', message: 'is not known here' }],
    });
    expect(bodyOf(await answerTo({ credential: { ...credential, id: 7 } }))).toMatchObject({
      errors: [{ pointer: '/credential/id' }],
    });
  });
});

describe('a body', () => {
  const json = JSON.stringify(registration);

  test.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json ; charset=utf-8',
    'application/json\t;\tcharset=utf-8 ;',
    'application/json;version=1',
    'application/json; profile="https://example.com/p"; charset=UTF-8',
  ])('may be %s', async (type) => {
    expect(await echo({ body: json, headers: { 'Content-Type': type } })).toMatchObject({ statusCode: 201 });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/problem+json',
    'application/jsonp',
    'application/json; charset=iso-8859-1',
    'application/json ; version=1; charset="iso-8859-1"',
    'application/json; charset=utf-8; charset=iso-8859-1',
    'application/json, text/plain',
    '',
  ])('may not be %j', async (type) => {
    const answer = await echo({ body: json, headers: { 'Content-Type': type } });
    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([415, 'unsupported_media_type']);
  });

  test('without a content type, or with two, is unsupported', async () => {
    const without = apiEvent({ body: json });
    without.headers = {};
    without.multiValueHeaders = {};
    const twice = apiEvent({ body: json });
    twice.multiValueHeaders = { 'content-type': ['text/plain', 'application/json'] };
    expect(await register(without, lambdaContext())).toMatchObject({ statusCode: 415 });
    expect(await register(twice, lambdaContext())).toMatchObject({ statusCode: 415 });
  });

  test('is found by headers in any letter case, with or without the list of their values', async () => {
    const event = apiEvent({ body: json, headers: { 'Content-Type': 'text/plain' } });
    event.headers = { 'cOnTeNt-TyPe': 'application/json' };
    event.multiValueHeaders = null as unknown as typeof event.multiValueHeaders;
    expect(await register(event, lambdaContext())).toMatchObject({ statusCode: 201 });
  });

  test('may come in base64', async () => {
    const event = apiEvent({
      body: Buffer.from(JSON.stringify({ ...registration, first_name: 'Adá' })).toString('base64'),
    });
    const answer = await register({ ...event, isBase64Encoded: true }, lambdaContext());
    expect(answer).toMatchObject({ statusCode: 201, body: '{"first_name":"Adá"}' });
  });

  test.each(['identity', 'IDENTITY', '', ' identity\t', 'identity, identity', ', identity ,'])(
    'may be in the content encoding %j, which is none',
    async (encoding) => {
      const headers = { 'Content-Encoding': encoding };
      expect(await echo({ body: json, headers })).toMatchObject({ statusCode: 201 });
    },
  );

  test.each([
    'gzip',
    'GZIP',
    'br',
    'deflate',
    'zstd',
    'x-unknown',
    'gzip, identity',
    'identity,gzip',
    'identity;q=1',
    '*',
    '"identity"',
  ])('may not be in the content encoding %j', async (encoding) => {
    const answer = await echo({ body: json, headers: { 'Content-Encoding': encoding } });
    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([415, 'unsupported_media_type']);
  });

  test('in a content encoding is told by the second of two headers as well', async () => {
    const twice = apiEvent({ body: json, headers: { 'Content-Encoding': 'identity' } });
    twice.multiValueHeaders['Content-Encoding'] = ['gzip', 'identity'];
    expect(await register(twice, lambdaContext())).toMatchObject({ statusCode: 415 });
  });

  test('in a content encoding is refused before its size and its text are looked at, and after its absence', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    expect(await echo({ body: 'x'.repeat(20_000), headers })).toMatchObject({ statusCode: 415 });
    expect(await echo({ body: 'not JSON', headers })).toMatchObject({ statusCode: 415 });
    expect(bodyOf(await echo({ headers }))['code']).toBe('malformed_body');
    const ignoring = httpHandler(aRoute({}), { service: serve() }, async () => noContent());
    const answer = await ignoring(apiEvent({ body: 'ignored', headers }), lambdaContext());
    expect(answer.statusCode).toBe(204);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['cut off', '{"email": '],
    ['two documents', '{} {}'],
    ['a byte order mark', '\uFEFF{}'],
    ['no JSON at all', 'email=ada@example.com'],
  ])('that is %s is malformed', async (_, body) => {
    const answer = await echo({ body });
    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([400, 'malformed_body']);
  });

  test.each([
    ['at the top', `${json.slice(0, -1)},"email":"eve@example.com"}`],
    ['with one value for both', `${json.slice(0, -1)},"email":"ada@example.com"}`],
    ['in an escape of its name', `${json.slice(0, -1)},"\\u0065mail":"eve@example.com"}`],
    ['with an empty name', '{"":1,"":1}'],
    ['unknown as it is', '{"x":1,"x":2}'],
    ['further down', `{"first_name":[{"a":{"b":1,"b":2}}]}`],
    ['as deep as the size allows', `${'[{"a":'.repeat(2_000)}{"b":1,"b":2}${'}]'.repeat(2_000)}`],
    ['where it would reach the prototype', '{"__proto__":{},"__proto__":{}}'],
    ['beside one that would', '{"__proto__":{},"a":1,"a":2}'],
    ['within one that would', '{"constructor":{"prototype":{"a":1,"a":1}}}'],
  ])('with a member that stands twice is malformed: %s', async (_, body) => {
    const answer = await echo({ body });
    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([400, 'malformed_body']);
  });

  test('may name one member in several objects', async () => {
    expect(await errorsOf('{"a":{"a":1},"b":{"a":1}}')).toContainEqual({
      pointer: '/a',
      message: 'is not known here',
    });
  });

  test('that is absent is malformed, with or without a content type', async () => {
    expect(bodyOf(await echo({}))['code']).toBe('malformed_body');
    expect(bodyOf(await echo({ headers: { 'Content-Type': 'text/plain' } }))['code']).toBe('malformed_body');
  });

  test('that is not UTF-8 is malformed', async () => {
    const event = apiEvent({ body: Buffer.from([0x22, 0xff, 0x22]).toString('base64') });
    const answer = await register({ ...event, isBase64Encoded: true }, lambdaContext());
    expect(bodyOf(answer)['code']).toBe('malformed_body');
  });

  test('may have 16 KiB and not a byte more, counted after base64 and in bytes', async () => {
    const ofSize = (bytes: number): string => json.padEnd(bytes, ' ');
    const base64 = (bytes: number): string => Buffer.from(ofSize(bytes)).toString('base64');
    const status = async (body: string, isBase64Encoded: boolean): Promise<number> =>
      (await register({ ...apiEvent({ body }), isBase64Encoded }, lambdaContext())).statusCode;
    expect(await status(ofSize(16_384), false)).toBe(201);
    expect(await status(ofSize(16_385), false)).toBe(413);
    expect(await status(base64(16_384), true)).toBe(201);
    expect(await status(base64(16_385), true)).toBe(413);
    expect(await status(`"${'é'.repeat(8_200)}"`, false)).toBe(413);
  });

  test.each(['[]', 'null', '"text"', '7'])('that is %s is no object', async (body) => {
    expect(await errorsOf(body)).toEqual([{ pointer: '', message: 'must be of type object' }]);
  });

  test.each([
    ['with a member that reaches the prototype', '{"__proto__": {"admin": true}}', '/__proto__'],
    ['that reaches it on a detour', '{"constructor": {"prototype": {"admin": true}}}', '/constructor'],
    ['that reaches it further down', '{"first_name": {"__proto__": 1}}', ''],
    ['as deep as its size allows', `{"first_name":${'['.repeat(8_000)}${']'.repeat(8_000)}}`, ''],
  ])('%s is well-formed, and does not fit', async (_, body, pointer) => {
    const answer = await echo({ body });
    expect(bodyOf(answer)).toMatchObject({
      status: 400,
      code: 'validation_failed',
      errors: [{ pointer, message: expect.any(String) }],
    });
  });
});

describe('validation', () => {
  test('lists every member at fault: wrong, missing and unknown ones', async () => {
    const answer = await echo({
      body: { first_name: 7, email: 'secret-value', password: '', is_admin: true, 'a/b~c': 1 },
    });
    expect(bodyOf(answer)).toMatchObject({ code: 'validation_failed', status: 400 });
    expect(bodyOf(answer)['errors']).toEqual(
      expect.arrayContaining([
        { pointer: '/last_name', message: 'is required' },
        { pointer: '/is_admin', message: 'is not known here' },
        { pointer: '/a~1b~0c', message: 'is not known here' },
        { pointer: '/first_name', message: 'must be of type string' },
        { pointer: '/email', message: 'must be a valid email' },
        { pointer: '/password', message: 'must have at least 1 character' },
      ]),
    );
    expect(bodyOf(answer)['errors']).toHaveLength(6);
    expect(answer.body).not.toContain('secret-value');
  });

  test('no value is turned into another type', async () => {
    expect(await errorsOf({ ...registration, first_name: null })).toEqual([
      { pointer: '/first_name', message: 'must be of type string' },
    ]);
    expect(await errorsOf({ ...registration, first_name: ['Ada'] })).toHaveLength(1);
  });

  test('points into nested members', async () => {
    const schema = closed({ items: Type.Array(closed({ id: Id })) });
    const handler = httpHandler(aRoute({ body: schema }), { service: serve() }, async () => noContent());
    const answer = await handler(
      apiEvent({ body: { items: [{ id: 'a' }, { id: 'ö' }, {}] } }),
      lambdaContext(),
    );
    expect(bodyOf(answer)['errors']).toEqual([
      { pointer: '/items/1/id', message: expect.stringMatching(/^must be an id of 1 to 64 letters/) },
      { pointer: '/items/2/id', message: 'is required' },
    ]);
  });

  test('an answer stays short, however many members are at fault', async () => {
    const body = Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [index, 0]));
    expect(await errorsOf(body)).toHaveLength(100);
  });

  test('lists the rules of the use case that a text breaks beside what does not fit the schema', async () => {
    const even = async (text: string, { email }: Readonly<Record<string, unknown>>): Promise<string[]> =>
      text.length % 2 === 0 ? [] : ['must be even', `must not be odd, ${String(email)}`];
    const options = { service: serve(), useCaseRules: { password: even, toString: even } };
    const handler = httpHandler(aRoute({ body: Registration }), options, async () => noContent());
    const send = (body: unknown): Promise<Answer> => handler(apiEvent({ body }), lambdaContext());
    expect(bodyOf(await send({ ...registration, first_name: 7, password: 'odd' }))['errors']).toEqual([
      { pointer: '/first_name', message: 'must be of type string' },
      { pointer: '/password', message: 'must be even' },
      { pointer: '/password', message: `must not be odd, ${registration.email}` },
    ]);
    expect(bodyOf(await send({ ...registration, password: 7 }))['errors']).toHaveLength(1);
    // The use case asks them itself, and may know more.
    expect((await send({ ...registration, password: 'odd' })).statusCode).toBe(204);
    expect((await send(null)).statusCode).toBe(400);
  });

  test('a change needs at least one member', async () => {
    const Change = closed({ first_name: Type.Optional(PersonName) }, { minProperties: 1 });
    const handler = httpHandler(aRoute({ body: Change }), { service: serve() }, async () => noContent());
    expect(bodyOf(await handler(apiEvent({ body: {} }), lambdaContext()))['errors']).toEqual([
      { pointer: '', message: 'must have at least 1 member' },
    ]);
  });
});

describe('a query', () => {
  const List = closed({ limit: Type.Optional(PageLimit), cursor: Type.Optional(Type.String()) });
  const list = httpHandler(aRoute({ query: List }), { service: serve() }, async ({ query }) => ok(query));
  const ask = async (query?: TestRequest['query']): Promise<Record<string, unknown>> =>
    bodyOf(await list(apiEvent({ method: 'GET', ...(query && { query }) }), lambdaContext()));

  test('may be absent', async () => {
    expect(await ask()).toEqual({});
  });

  test('gives integers where the schema has integers, and texts elsewhere', async () => {
    expect(await ask({ limit: '20', cursor: '20' })).toEqual({ limit: 20, cursor: '20' });
  });

  test.each(['', ' 5', '5.0', '1e1', '0x5', '05', '+5', 'five'])('%j is no integer', async (limit) => {
    expect((await ask({ limit }))['errors']).toEqual([
      { pointer: '/limit', message: 'must be of type integer' },
    ]);
  });

  test('bounds, repeated and unknown parameters are told by pointer', async () => {
    expect((await ask({ limit: '0' }))['errors']).toEqual([
      { pointer: '/limit', message: 'must be at least 1' },
    ]);
    expect((await ask({ limit: '101' }))['errors']).toEqual([
      { pointer: '/limit', message: 'must be at most 100' },
    ]);
    expect((await ask({ limit: ['1', '2'] }))['errors']).toEqual([
      { pointer: '/limit', message: 'must be of type integer' },
    ]);
    expect((await ask({ debug: '1' }))['errors']).toEqual([
      { pointer: '/debug', message: 'is not known here' },
    ]);
    expect((await ask({ ['__proto__']: '1' }))['errors']).toEqual([
      { pointer: '/__proto__', message: 'is not known here' },
    ]);
  });
});

describe('path parameters', () => {
  const get = httpHandler(
    aRoute({ pathParameters: closed({ id: Id }) }),
    { service: serve() },
    async (request) => ok({ id: request.pathParameters.id }),
  );

  test('are typed', async () => {
    const answer = await get(apiEvent({ pathParameters: { id: 'user-1' } }), lambdaContext());
    expect(bodyOf(answer)).toEqual({ id: 'user-1' });
  });

  test.each([{ id: '../admin' }, { id: '' }, { id: 'a'.repeat(65) }, undefined])(
    '%j cannot name anything',
    async (pathParameters) => {
      const answer = await get(apiEvent(pathParameters ? { pathParameters } : {}), lambdaContext());
      expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([404, 'not_found']);
    },
  );
});

describe('a principal', () => {
  const now = new Date('2025-06-01T00:00:00Z');
  const exp = now.getTime() / 1000 + 300;
  const guarded = httpHandler(
    aRoute({ callers: { self: true }, body: Registration }),
    { service: serve({ now: () => now }) },
    async ({ principal }) => ok(principal),
  );
  const call = (request: TestRequest): Promise<Answer> =>
    guarded(apiEvent({ body: registration, ...request }), lambdaContext());

  test('is who the authorizer vouches for', async () => {
    const principal = {
      sub: 'user-7',
      roles: ['user', 'admin'],
      sid: 'session-7',
      exp,
      auth_time: exp - 600,
      amr: ['pwd', 'mfa'],
    };
    expect(bodyOf(await call({ principal }))).toEqual({
      subject: 'user-7',
      roles: ['user', 'admin'],
      sessionId: 'session-7',
      expiresAt: '2025-06-01T00:05:00.000Z',
      authenticatedAt: '2025-05-31T23:55:00.000Z',
      amr: ['pwd', 'mfa'],
    });
  });

  test('is asked for before the body is looked at', async () => {
    const answer = await call({ body: 'not JSON' });
    expect(answer).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(bodyOf(answer)['code']).toBe('unauthorized');
  });

  test.each([
    ['at its end', 0, 401],
    ['after it', -1, 401],
    ['a second before it', 1, 200],
  ])('of a token %s: a cached policy does not count', async (_, seconds, status) => {
    const answer = await call({
      principal: { exp: now.getTime() / 1000 + seconds },
      headers: { Authorization: 'Bearer x' },
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  test('that is malformed is none', async () => {
    expect((await call({ principal: { sub: '' } })).statusCode).toBe(401);
    expect((await call({ principal: { exp: NaN } })).statusCode).toBe(401);
  });
});

describe('the callers of a declaration', () => {
  const path = closed({ id: Id });
  const ofOwner = httpHandler(
    aRoute({ callers: { self: 'id', roles: ['admin'] }, pathParameters: path }),
    { service: serve() },
    async () => noContent(),
  );
  const call = async (id: string, principal: TestRequest['principal'] = {}) => {
    const answer = await ofOwner(apiEvent({ pathParameters: { id }, principal }), lambdaContext());
    return answer.statusCode === 204 ? 'served' : bodyOf(answer)['code'];
  };

  test('are asked again, whatever the policy let through', async () => {
    expect(await call('user-1', { sub: 'user-1' })).toBe('served');
    expect(await call('user-2', { sub: 'user-1' })).toBe('forbidden');
    expect(await call('user-2', { sub: 'user-1', roles: ['admin'] })).toBe('served');
  });

  test('are asked before the path is judged, so that a stranger learns nothing of it', async () => {
    expect(await call('ö', { sub: 'user-1' })).toBe('forbidden');
    expect(await call('ö', { sub: 'user-1', roles: ['admin'] })).toBe('not_found');
  });
});

describe('an answer that the declaration does not list', () => {
  const answering = async (answers: ServedRoute['answers'], answer: Answer) => {
    const { lines, logger } = record();
    const handler = httpHandler(
      aRoute({ answers }),
      { service: serve({ logger }) },
      async () => answer as Answer<never>,
    );
    const { statusCode } = await handler(apiEvent(), lambdaContext());
    return { statusCode, log: JSON.stringify(lines) };
  };

  test.each<[string, ServedRoute['answers'], Answer, string]>([
    ['a status', { 200: Type.Any() }, noContent(), 'does not declare an answer of 204'],
    ['a missing member', { 200: closed({ id: Id }) }, ok({}), "must have required property 'id'"],
    ['a member too many', { 200: closed({}) }, ok({ hash: 'secret' }), 'must NOT have additional properties'],
    ['a body where none is', { 200: null }, ok('secret'), 'has a body, and declares none'],
  ])('%s: is a fault of ours, told in the log without the value', async (_what, answers, answer, told) => {
    const { statusCode, log } = await answering(answers, answer);
    expect(statusCode).toBe(500);
    expect(log).toContain(told);
    expect(log).not.toContain('secret');
  });

  test('what it lists passes as it is', async () => {
    expect(await answering({ 200: closed({ id: Id }) }, ok({ id: 'a' }))).toEqual({
      statusCode: 200,
      log: '[]',
    });
  });
});

const failWith = async (
  thrown: unknown,
  request: TestRequest = {},
): Promise<{ readonly answer: Answer; readonly lines: readonly Line[] }> => {
  const { lines, logger } = record();
  const handler = httpHandler(aRoute({}), { service: serve({ logger }) }, async () => {
    throw thrown;
  });
  return { answer: await handler(apiEvent(request), lambdaContext()), lines };
};

describe('an error', () => {
  test('is presented as its code says, in problem+json', async () => {
    const { answer } = await failWith(new GatehouseError('email_taken'));
    expect(answer.statusCode).toBe(409);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'request-1',
    });
    expect(bodyOf(answer)).toEqual({
      type: 'urn:gatehouse:problem:email_taken',
      title: 'Email taken',
      status: 409,
      detail: 'Another account uses this email.',
      code: 'email_taken',
      request_id: 'request-1',
    });
  });

  test.each<[ErrorCode, GatehouseErrorOptions, string]>([
    ['too_many_attempts', { retryAfterSeconds: 7.2 }, '8'],
    ['too_many_attempts', { retryAfterSeconds: 0 }, '1'],
    ['too_many_attempts', {}, '60'],
    ['store_unavailable', {}, '5'],
  ])('%s with %j says when to try again', async (code, options, expected) => {
    const { answer } = await failWith(new GatehouseError(code, options));
    expect(answer.headers?.['retry-after']).toBe(expected);
  });

  test("a client's is logged by code and reason alone", async () => {
    const cause = new Error('E11000 duplicate key: ada@example.com');
    const { lines } = await failWith(new GatehouseError('email_taken', { cause, reason: 'in a race' }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'INFO',
      code: 'email_taken',
      reason: 'in a race',
      request_id: 'request-1',
    });
    expect(JSON.stringify(lines)).not.toContain('ada@');
  });

  test.each<ErrorCode>(['unauthorized', 'forbidden', 'reauthentication_required', 'too_many_attempts'])(
    '%s is worth a warning',
    async (code) => {
      expect((await failWith(new GatehouseError(code))).lines).toMatchObject([{ level: 'WARN', code }]);
    },
  );

  test('a challenge is answered with what the login goes on with, of which no line tells', async () => {
    const secondFactor = { challenge_token: 'a-challenge', factors: ['totp'] };
    const { answer, lines } = await failWith(new GatehouseError('second_factor_required', { secondFactor }));
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'second_factor_required', ...secondFactor });
    expect(lines).toMatchObject([{ level: 'INFO', code: 'second_factor_required' }]);
    expect(JSON.stringify(lines)).not.toContain('a-challenge');
  });

  test('one of ours is logged once with its causes, of which the answer says nothing', async () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.7', { cause: new Error('socket hang up') });
    const { answer, lines } = await failWith(new GatehouseError('store_unavailable', { cause }));
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toMatch(/ECONNREFUSED|10\.0/);
    expect(lines).toMatchObject([
      {
        level: 'ERROR',
        code: 'store_unavailable',
        error: ['Error: connect ECONNREFUSED 10.0.0.7', 'Error: socket hang up'],
      },
    ]);
  });
});

describe('the unknown', () => {
  test.each<[string, unknown]>([
    ['an error', new Error('secret-cause')],
    [
      'an error that wants to be shown',
      Object.assign(new Error('secret-cause'), { statusCode: 418, expose: true }),
    ],
    [
      'an object with a status',
      { statusCode: 400, message: 'secret-cause', headers: { 'x-leak': 'secret-cause' } },
    ],
    ['a text', 'secret-cause'],
    ['nothing', undefined],
    ['null', null],
    ['a frozen error', Object.freeze(new Error('secret-cause'))],
    ['an error with a code of its own', Object.assign(new Error('secret-cause'), { code: 'email_taken' })],
    ['an error of ours with a code that is none', new GatehouseError('toString' as ErrorCode)],
    [
      'an object that bites',
      new Proxy(new Error('secret-cause'), {
        get: () => {
          throw new Error('secret-cause');
        },
      }),
    ],
  ])('%s is an internal error, logged once, and nothing of it is told', async (_, thrown) => {
    const { answer, lines } = await failWith(thrown);
    expect(answer.statusCode).toBe(500);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': 'request-1',
    });
    expect(bodyOf(answer)).toMatchObject({ code: 'internal_error', request_id: 'request-1' });
    expect(JSON.stringify(answer)).not.toContain('secret-cause');
    expect(lines).toMatchObject([{ level: 'ERROR', code: 'internal_error', request_id: 'request-1' }]);
  });

  test('an answer that cannot be written is an internal error', async () => {
    const handler = httpHandler(aRoute({}), { service: serve() }, async () => ok({ big: 1n }));
    expect(await handler(apiEvent(), lambdaContext())).toMatchObject({ statusCode: 500 });
  });

  test('an event that is not of API Gateway is answered, too', async () => {
    const answer = await register({} as ReturnType<typeof apiEvent>, lambdaContext());
    expect(answer.statusCode).toBe(400);
    const guarded = httpHandler(aRoute({ callers: { self: true } }), { service: serve() }, async () =>
      noContent(),
    );
    expect((await guarded({} as ReturnType<typeof apiEvent>, lambdaContext())).statusCode).toBe(500);
  });
});

describe('time', () => {
  test('the chain answers before Lambda ends the function', async () => {
    const { lines, logger } = record();
    const never = httpHandler(
      aRoute({}),
      { service: serve({ logger }) },
      () => new Promise<never>(() => undefined),
    );
    const answer = await never(apiEvent(), lambdaContext(510));
    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([504, 'timed_out']);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': 'request-1' });
    expect(lines).toMatchObject([{ level: 'ERROR', code: 'timed_out' }]);
  });
});

describe('CORS', () => {
  const from = (origin: string): TestRequest => ({ headers: { Origin: origin } });
  const shared = httpHandler(
    aRoute({ body: Registration }),
    { service: serve({ cors: ['https://app.example'] }) },
    async () => noContent(),
  );

  test('is off unless there are origins', async () => {
    const { answer } = await failWith(new Error(), from('https://app.example'));
    expect(Object.keys(answer.headers ?? {}).filter((name) => /^access-control|^vary$/.test(name))).toEqual(
      [],
    );
  });

  test('lets a listed origin read answers, errors too', async () => {
    const good = await shared(
      apiEvent({ ...from('https://app.example'), body: registration }),
      lambdaContext(),
    );
    const bad = await shared(apiEvent(from('https://app.example')), lambdaContext());
    expect([good.statusCode, bad.statusCode]).toEqual([204, 400]);
    for (const { headers } of [good, bad])
      expect(headers).toMatchObject({
        'access-control-allow-origin': 'https://app.example',
        'access-control-expose-headers': 'location, retry-after, www-authenticate, x-request-id',
        vary: 'origin',
      });
  });

  test('gives a stranger nothing, and tells caches that the origin matters', async () => {
    const { headers } = await shared(
      apiEvent({ ...from('https://app.example.evil'), body: registration }),
      lambdaContext(),
    );
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).toMatchObject({ vary: 'origin' });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });
});

describe('metrics', () => {
  const measure = () => {
    const written: string[] = [];
    const metrics = createMetrics({ stack: 'shop', write: (line) => void written.push(line) });
    return { metrics, taken: () => written.splice(0).map((line) => JSON.parse(line) as Line) };
  };

  test('are one line a call, by its route and not by its path', async () => {
    const { metrics, taken } = measure();
    const handler = httpHandler(aRoute({}), { service: serve({ metrics }) }, async () => {
      count('Logins');
      return noContent();
    });
    const event = { ...apiEvent({ method: 'GET', path: '/users/7' }), resource: '/users/{id}' };
    await handler(event, lambdaContext());
    const [line, ...others] = taken();
    expect(others).toEqual([]);
    expect(line).toMatchObject({ stack: 'shop', route: 'GET /users/{id}', Logins: 1 });
    expect(line!['Latency']).toEqual(expect.any(Number));
    expect(JSON.stringify(line)).not.toContain('/users/7');
  });

  test('count the calls that are refused for their number, and no other refusal', async () => {
    const { metrics, taken } = measure();
    const refusing = (code: ErrorCode) =>
      httpHandler(aRoute({}), { service: serve({ metrics }) }, () =>
        Promise.reject(new GatehouseError(code)),
      );
    for (const code of ['too_many_attempts', 'invalid_credentials'] as const)
      await refusing(code)(apiEvent({}), lambdaContext());
    expect(taken().map(({ ThrottledCalls }) => ThrottledCalls)).toEqual([1, undefined]);
  });

  test('that cannot be written change no answer', async () => {
    const metrics = createMetrics({
      stack: 'shop',
      write: () => {
        throw new Error('EPIPE');
      },
    });
    const handler = httpHandler(aRoute({}), { service: serve({ metrics }) }, async () => noContent());
    expect(await handler(apiEvent({}), lambdaContext())).toMatchObject({ statusCode: 204 });
  });
});
