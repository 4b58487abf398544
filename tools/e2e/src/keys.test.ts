import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { JwtVerifier } from 'aws-jwt-verify';
import { clientOf, logIn, newPerson, register, signUp, type Client, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

let gateway: RunningGateway;
let call: Client;
let person: Person;
beforeAll(async () => {
  gateway = await startGateway({ name: 'SQLite', databaseUrl: null });
  call = clientOf(gateway.url);
  person = newPerson();
  await register(call, person);
});
afterAll(() => gateway?.stop());

const headerOf = (token: string): { kid: string; alg: string; typ: string } =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as never;

/** Lets the time pass that a rotation waits for: all that the stored set remembers lies an hour back. */
const letAnHourPass = async (): Promise<void> => {
  const file = join(gateway.home, 'keys', 'private.json');
  const set = JSON.parse(await readFile(file, 'utf8')) as { keys: Record<string, number>[] };
  for (const key of set.keys) {
    for (const member of Object.keys(key)) if (member.endsWith('_at')) key[member]! -= 3600;
  }
  await writeFile(file, JSON.stringify(set));
};

/** Longer than running apps go on with a key file that was replaced, unless its reading is slow: what they do then is waited for. */
const untilAppsHaveSeen = (): Promise<void> => wait(1500);

test('the token verifies with another implementation, through the published documents alone', async () => {
  const { access_token } = await logIn(call, person);
  const metadata = await call('GET', '/auth/.well-known/openid-configuration');
  expect(metadata.body).toEqual({
    issuer: 'http://127.0.0.1:3000/auth',
    jwks_uri: 'http://127.0.0.1:3000/auth/.well-known/jwks.json',
  });
  const published = await call('GET', '/auth/.well-known/jwks.json');
  expect(published.headers.get('cache-control')).toMatch(/max-age=\d+/);
  const verifier = JwtVerifier.create({
    issuer: metadata.body.issuer as string,
    audience: 'gatehouse',
    jwksUri: metadata.body.jwks_uri as string,
  });
  verifier.cacheJwks(published.body);
  const claims = await verifier.verify(access_token);
  expect(Object.keys(claims).sort()).toEqual(
    ['amr', 'aud', 'auth_time', 'client_id', 'exp', 'iat', 'iss', 'jti', 'roles', 'sid', 'sub'].sort(),
  );
  expect(headerOf(access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
});

test('a rotation under a steady stream loses no request, and retires the old key’s tokens', async () => {
  // Another account than the stream's, whose many logins push its oldest sessions out.
  const { person: watcher, tokens: before } = await signUp(call);
  const kidBefore = headerOf(before.access_token).kid;
  const outcomes: number[] = [];
  let going = true;
  const stream = async (): Promise<void> => {
    while (going) {
      const { email, password } = person;
      const login = await call('POST', '/auth/login', { body: { email, password } });
      const me = await call('GET', '/users/me', { token: login.body.access_token as string });
      const refreshed = await call('POST', '/auth/refresh', {
        body: { refresh_token: login.body.refresh_token },
      });
      outcomes.push(login.status, me.status, refreshed.status);
    }
  };
  const streams = [stream(), stream()];

  await gateway.operate('keys', 'rotate', '--alg', 'EdDSA');
  await untilAppsHaveSeen();
  await letAnHourPass();
  await gateway.operate('keys', 'promote');
  await untilAppsHaveSeen();
  const after = await waitUntil('the new key signs', async () => {
    const tokens = await logIn(call, watcher);
    return headerOf(tokens.access_token).alg === 'EdDSA' && tokens;
  });
  expect(await call('GET', '/users/me', { token: before.access_token })).toMatchObject({ status: 200 });

  const unseen = await call('POST', '/auth/refresh', { body: { refresh_token: before.refresh_token } });
  expect(headerOf(unseen.body.access_token as string).kid).not.toBe(kidBefore);
  await letAnHourPass();
  await gateway.operate('keys', 'retire');
  await untilAppsHaveSeen();
  going = false;
  await Promise.all(streams);

  expect(outcomes.length).toBeGreaterThan(20);
  expect(outcomes.filter((status) => status !== 200)).toEqual([]);
  await waitUntil('the old key is published no longer', async () => {
    const published = await call('GET', '/auth/.well-known/jwks.json');
    return !JSON.stringify(published.body).includes(kidBefore);
  });
  await waitUntil('its tokens are refused', async () => {
    const { status } = await call('GET', '/auth/sessions', { token: before.access_token });
    return status === 401;
  });
  expect(await call('GET', '/users/me', { token: after.access_token })).toMatchObject({ status: 200 });
});

test('with SECRET_KEY tokens are HS256 and the published set is empty', async () => {
  const secret = 'mV3#kq9!ZtR7@wLx2$Hy5^Nb8&Jc4*Fd1';
  const shared = await startGateway({ name: 'SQLite', databaseUrl: null }, { SECRET_KEY: secret });
  try {
    const callShared = clientOf(shared.url);
    await register(callShared, person);
    const { access_token: token } = await logIn(callShared, person);
    expect(headerOf(token)).toMatchObject({ alg: 'HS256', typ: 'at+jwt' });
    expect(await callShared('GET', '/users/me', { token })).toMatchObject({ status: 200 });
    expect((await callShared('GET', '/auth/.well-known/jwks.json')).body).toEqual({ keys: [] });
    expect(shared.output()).not.toContain(secret);
  } finally {
    await shared.stop();
  }
});
