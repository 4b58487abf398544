// The functions with keys of the test's own: who gets through, and what everyone else is told.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Context, LambdaFunctionURLEvent } from 'aws-lambda';
import { addKey, createSigner, generateKey, issueAccessToken, publicJwks } from '@gatehouse/jwt';

const parties = { issuer: 'https://id.example.com/auth', audience: 'orders', clientId: 'web' };
const keySet = addKey({ keys: [] }, await generateKey('ES256'), new Date());
const signer = await createSigner(keySet);
const options = { ...parties, jwks: publicJwks(keySet) };
const variables = {
  ...{ TOKEN_ISSUER: parties.issuer, TOKEN_AUDIENCE: 'orders', TOKEN_CLIENT_ID: 'web' },
  TOKEN_JWKS_URL: `${parties.issuer}/.well-known/jwks.json`,
};

const tokenFor = async (roles: string[], audience = 'orders'): Promise<string> => {
  const now = new Date();
  const account = { subject: 'account-1', sessionId: 'session-1', roles, amr: ['pwd'], authTime: now };
  const claims = { ...parties, ...account, audience, now, ttlSeconds: 300 };
  return (await issueAccessToken({ signer }, claims)).token;
};

const eventWith = (token?: string) =>
  ({
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    requestContext: { requestId: 'request-1' },
  }) as unknown as LambdaFunctionURLEvent;

let call: Record<'whoami' | 'report', (token?: string) => Promise<{ statusCode?: number; body?: string }>>;
before(async () => {
  Object.assign(process.env, variables);
  const { createWhoami } = await import('../src/whoami.ts');
  const { createReport } = await import('../src/report.ts');
  const whoami = createWhoami(options);
  const report = createReport(options);
  call = {
    whoami: (token) => whoami(eventWith(token), {} as Context),
    report: (token) => report(eventWith(token), {} as Context),
  };
});

test('a good token is known by its account', async () => {
  const { statusCode, body = '' } = await call.whoami(await tokenFor(['user']));
  assert.equal(statusCode, 200);
  assert.partialDeepStrictEqual(JSON.parse(body), { subject: 'account-1', roles: ['user'] });
});

test('the report is for admins', async () => {
  assert.equal((await call.report(await tokenFor(['user', 'admin']))).statusCode, 200);
  assert.equal((await call.report(await tokenFor(['user']))).statusCode, 403);
});

for (const name of ['whoami', 'report'] as const)
  test(`${name} refuses no token, a broken one, and one for another service`, async () => {
    for (const token of [undefined, 'a.b.c', await tokenFor(['admin'], 'billing')]) {
      const { statusCode, body = '' } = await call[name](token);
      assert.deepEqual([statusCode, JSON.parse(body).code], [401, 'unauthorized']);
    }
  });

test('a variable that is missing is named', async () => {
  const { trustedIssuer } = await import('../src/trusted-issuer.ts');
  assert.throws(() => trustedIssuer({}), /^Error: TOKEN_ISSUER: is required$/);
});
