// The guard as a Lambda function without an authorizer has it: real tokens, and events of every kind.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addKey, createSigner, generateKey, issueAccessToken, publicJwks } from '@gatehouse/jwt';
import { forgeries, genuineToken } from '@gatehouse/jwt/testing';
import { encodePrincipal, principalOf } from '../principal.ts';
import {
  authenticate,
  requireMfa,
  requireRole,
  withAuthentication,
  type GuardMiddleware,
  type GuardOptions,
  type HttpEvent,
  type Refusal,
} from './index.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const context = {} as Context;

const issuerOf = async (issuer: string) => {
  const keySet = addKey({ keys: [] }, await generateKey('ES256'), now);
  const signer = await createSigner(keySet);
  const parties = { issuer, audience: 'orders', clientId: 'web', subject: 'account-1', sessionId: 's1' };
  const base = { ...parties, roles: ['clerk'], amr: ['pwd'], authTime: now, now, ttlSeconds: 300 };
  return {
    keySet,
    jwks: publicJwks(keySet),
    issue: async (input: Partial<typeof base> = {}): Promise<string> =>
      (await issueAccessToken({ signer }, { ...base, ...input })).token,
  };
};

const ours = await issuerOf('https://id.example.com/auth');
const partner = await issuerOf('https://partner.example.com');

const trusted = {
  ...{ issuer: 'https://id.example.com/auth', audience: 'orders', clientId: 'web', jwks: ours.jwks },
  now: () => now,
} satisfies GuardOptions;

/** A REST API's event, an HTTP API's (a function URL's is of its form), and one that only has the lists of a REST API. */
const events: Readonly<Record<string, (authorization?: string) => HttpEvent>> = {
  'a REST API': (line) => ({
    headers: line === undefined ? {} : { Authorization: line },
    multiValueHeaders: line === undefined ? {} : { Authorization: [line] },
    requestContext: { requestId: 'request-1' },
  }),
  'an HTTP API or a function URL': (line) => ({
    headers: line === undefined ? {} : { authorization: line },
    requestContext: { requestId: 'request-1' },
  }),
  'a REST API, by the list of values alone': (line) => ({
    multiValueHeaders: line === undefined ? null : { AUTHORIZATION: [line] },
    requestContext: { requestId: 'request-1' },
  }),
};

const guarded = (options: GuardOptions, ...behind: readonly GuardMiddleware[]) =>
  middy<HttpEvent, unknown>()
    .use(authenticate(options))
    .use([...behind])
    .handler(async (event: HttpEvent) => ({ statusCode: 200, body: principalOf(event, now).subject }));

const call = async (
  event: HttpEvent,
  options: GuardOptions = trusted,
  ...behind: readonly GuardMiddleware[]
) => (await guarded(options, ...behind)(event, context)) as Refusal;

describe.each(Object.entries(events))('an event of %s', (_kind, eventOf) => {
  test('with a good token reaches the handler, who knows the caller', async () => {
    const token = await ours.issue();
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect(await call(eventOf(`${scheme} ${token}`))).toEqual({ statusCode: 200, body: 'account-1' });
  });

  test.each([undefined, '', 'Bearer', 'Bearer a b', 'Basic YTpi', 'Bearer x.y.z', 'token'])(
    'with %j is refused in problem+json, without a word about why',
    async (line) => {
      const { statusCode, headers, body } = await call(eventOf(line));
      expect({ statusCode, headers }).toEqual({
        statusCode: 401,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
          'www-authenticate': 'Bearer',
        },
      });
      expect(JSON.parse(body)).toMatchObject({ code: 'unauthorized', status: 401, request_id: 'request-1' });
    },
  );
});

test('two Authorization headers are none', async () => {
  const line = `Bearer ${await ours.issue()}`;
  const twice = { multiValueHeaders: { authorization: [line, line] } };
  const inTwoSpellings = { headers: { authorization: line, Authorization: line } };
  for (const event of [twice, inTwoSpellings]) expect((await call(event)).statusCode).toBe(401);
});

test('every forged token is refused, and the genuine one of the same forge is not', async () => {
  const [privateJwk] = ours.keySet.keys;
  const [publicJwk] = ours.jwks.keys;
  const forge = { privateJwk: privateJwk!, publicJwk: publicJwk!, issuer: 'https://id.example.com/auth' };
  const from = { ...forge, audience: 'orders', now };
  const options = { ...trusted, clientId: null };
  const event = (token: string): HttpEvent => ({ headers: { authorization: `Bearer ${token}` } });
  expect((await call(event(genuineToken(from)), options)).statusCode).toBe(200);
  for (const { name, token } of forgeries(from))
    expect([name, (await call(event(token), options)).statusCode]).toEqual([name, 401]);
});

describe('the issuers and audiences that a service asks for', () => {
  const both: GuardOptions = {
    issuers: [
      {
        ...{ issuer: 'https://id.example.com/auth', audience: ['orders', 'billing'], clientId: null },
        jwks: ours.jwks,
      },
      {
        issuer: 'https://partner.example.com',
        audience: 'orders',
        clientId: 'web',
        jwks: partner.jwks,
      },
    ],
    now: () => now,
  };
  const statusOf = async (token: string) =>
    (await call({ headers: { authorization: `Bearer ${token}` } }, both)).statusCode;

  test('each count by their own keys, for their own audiences and clients', async () => {
    expect(await statusOf(await ours.issue({ audience: 'billing', clientId: 'app' }))).toBe(200);
    expect(await statusOf(await partner.issue())).toBe(200);
    expect(await statusOf(await partner.issue({ audience: 'billing' }))).toBe(401);
    expect(await statusOf(await partner.issue({ clientId: 'app' }))).toBe(401);
  });

  test('none signs for another, and a third is none', async () => {
    expect(await statusOf(await partner.issue({ issuer: 'https://id.example.com/auth' }))).toBe(401);
    expect(await statusOf(await ours.issue({ issuer: 'https://third.example.com' }))).toBe(401);
  });

  test('are at least one, each once', () => {
    expect(() => authenticate({ issuers: [] })).toThrow(TypeError);
    expect(() => authenticate({ issuers: [trusted, trusted] })).toThrow(TypeError);
  });

  test('have keys at a URL that is https, or are refused at once', () => {
    expect(() => authenticate({ ...trusted, jwks: 'http://id.example.com/jwks.json' })).toThrow(
      'must be https',
    );
  });
});

describe('the keys', () => {
  let server: Server;
  let set: object | undefined;
  beforeAll(async () => {
    server = createServer((_request, response) =>
      set === undefined ? response.writeHead(500).end() : response.end(JSON.stringify(set)),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => void server.close());
  const remote = () => {
    const { port } = server.address() as AddressInfo;
    return { ...trusted, jwks: `http://127.0.0.1:${port}/jwks.json` };
  };

  test('come from a URL, with those of other kinds and uses left out and told of', async () => {
    const encryption = { kty: 'RSA', use: 'enc', kid: 'theirs', n: 'AQAB', e: 'AQAB' };
    set = { keys: [encryption, ...ours.jwks.keys] };
    const skipped: (string | undefined)[] = [];
    const options = { ...remote(), onSkipped: ({ kid }: { kid: string | undefined }) => skipped.push(kid) };
    const event = { headers: { authorization: `Bearer ${await ours.issue()}` } };
    expect((await call(event, options)).statusCode).toBe(200);
    expect(skipped).toEqual(['theirs']);
  });

  test('that cannot be had are a fault on our side, which the caller is told and the log explains', async () => {
    set = undefined;
    const failures: unknown[] = [];
    const event = { headers: { authorization: `Bearer ${await ours.issue()}` } };
    const { statusCode, body } = await call(event, {
      ...remote(),
      onFailure: (error) => failures.push(error),
    });
    expect(statusCode).toBe(500);
    expect(JSON.parse(body)).toMatchObject({ code: 'internal_error' });
    expect(failures).toEqual([expect.objectContaining({ code: 'keys_unavailable' })]);
  });
});

describe('behind the guard', () => {
  const bearer = async (input: Parameters<typeof ours.issue>[0]) => ({
    headers: { authorization: `Bearer ${await ours.issue(input)}` },
  });

  test('a role is asked for by its name, one of several is enough', async () => {
    const clerks = requireRole('admin', 'clerk');
    expect((await call(await bearer({}), trusted, clerks)).statusCode).toBe(200);
    const { statusCode, body } = await call(await bearer({ roles: ['user'] }), trusted, clerks);
    expect([statusCode, JSON.parse(body)]).toEqual([403, expect.objectContaining({ code: 'forbidden' })]);
    expect(() => requireRole()).toThrow(TypeError);
  });

  test('two factors are asked for', async () => {
    const status = async (amr: string[]) =>
      (await call(await bearer({ amr }), trusted, requireMfa())).statusCode;
    expect(await status(['pwd', 'otp', 'mfa'])).toBe(200);
    expect(await status(['pwd'])).toBe(403);
  });

  test('or behind the authorizer, of a REST API or an HTTP API; a context that has expired is none', async () => {
    const handler = middy<HttpEvent, unknown>()
      .use(requireRole('clerk'))
      .handler(async () => ({ statusCode: 200 }));
    const claims = { sub: 'account-1', roles: ['clerk'], sid: 's1', amr: ['pwd'], auth_time: 0 };
    const status = async (authorizer: unknown) =>
      ((await handler({ requestContext: { authorizer } }, context)) as Refusal).statusCode;
    const vouched = encodePrincipal({ ...claims, exp: Math.floor(Date.now() / 1000) + 1000 });
    expect(await status({ ...vouched })).toBe(200);
    expect(await status({ lambda: { ...vouched } })).toBe(200);
    expect(await status({ ...encodePrincipal({ ...claims, exp: 1 }) })).toBe(401);
    expect(await status(undefined)).toBe(401);
    expect(await status({ ...vouched, roles: 'user' })).toBe(403);
  });
});

test('without Middy a handler gets the principal on its event, and is not called without one', async () => {
  let calls = 0;
  const handler = withAuthentication(trusted, async ({ principal }) => {
    calls += 1;
    return { statusCode: 200, body: principal.roles.join() };
  });
  expect(handler.length).toBeLessThan(3);
  const event = { headers: { authorization: `Bearer ${await ours.issue()}` } };
  expect(await handler(event, context)).toEqual({ statusCode: 200, body: 'clerk' });
  expect(await handler({ headers: {} }, context)).toMatchObject({ statusCode: 401 });
  expect(calls).toBe(1);
});
