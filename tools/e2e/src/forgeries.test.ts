import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PrivateJwk, PublicJwk } from '@gatehouse/jwt';
import { forgeries, genuineToken, type ForgeryContext } from '@gatehouse/jwt/testing';
import { claimsOf, clientOf, signUp, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

let gateway: RunningGateway;
let call: Client;
let context: ForgeryContext;
beforeAll(async () => {
  gateway = await startGateway({ name: 'SQLite', databaseUrl: null });
  call = clientOf(gateway.url);
  const { user, tokens } = await signUp(call);
  const firstKey = <Jwk>(file: string): Jwk => {
    const text = readFileSync(join(gateway.home, 'keys', file), 'utf8');
    return (JSON.parse(text) as { keys: [Jwk] }).keys[0];
  };
  context = {
    privateJwk: firstKey<PrivateJwk>('private.json'),
    publicJwk: firstKey<PublicJwk>('jwks.json'),
    issuer: 'http://127.0.0.1:3000/auth',
    audience: 'gatehouse',
    now: new Date(),
    // A session that stands, so that it is not what they are refused for.
    claims: { sub: user.id, sid: claimsOf(tokens.access_token).sid },
  };
});
afterAll(() => gateway?.stop());

test('the genuine token of the same forge is let in', async () => {
  expect(await call('GET', '/users/me', { token: genuineToken(context) })).toMatchObject({ status: 200 });
});

test('every forged token is refused at the gateway, by name', async () => {
  const outcomes: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const { name, token } of forgeries(context)) {
    const { status, body } = await call('GET', '/users/me', { token });
    outcomes[name] = `${status} ${body.code}`;
    expected[name] = token.length > 10_000 ? '413 body_too_large' : '401 unauthorized';
  }
  expect(outcomes).toEqual(expected);
  expect(Object.keys(outcomes).length).toBeGreaterThan(30);
});
