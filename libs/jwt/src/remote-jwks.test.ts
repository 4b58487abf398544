import { beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KeyError } from './errors.ts';
import { generateKey } from './generate-key.ts';
import { pickPublicMembers } from './jwk.ts';
import type { PublicJwk } from './jwk.ts';
import { remoteJwks } from './remote-jwks.ts';
import type { RemoteJwksOptions } from './remote-jwks.ts';
import { NOW } from './testing/fixtures.ts';

const URL_OF_KEYS = 'https://id.example.com/jwks.json';

let a: PublicJwk;
let b: PublicJwk;

beforeAll(async () => {
  [a, b] = (await Promise.all([generateKey('ES256'), generateKey('ES256')])).map(pickPublicMembers) as [
    PublicJwk,
    PublicJwk,
  ];
});

/** A URL that answers as it is told, on a clock that is moved by hand. */
const makeRemote = (options: RemoteJwksOptions = {}) => {
  const state = { keys: [a] as readonly unknown[], isDown: false, requests: 0, seconds: 0 };
  const answer = (): Promise<Response> => {
    state.requests += 1;
    if (state.isDown) return Promise.reject(new Error('down'));
    return Promise.resolve(Response.json({ keys: state.keys }));
  };
  const now = (): Date => new Date(NOW.getTime() + state.seconds * 1000);
  const source = remoteJwks(URL_OF_KEYS, { fetch: answer, now, ...options });
  const kidOf = async (kid: string | undefined) => (await source.find(kid))?.kid;
  return { state, source, kidOf };
};

const unavailable = expect.objectContaining({
  name: 'KeyError',
  code: 'keys_unavailable',
}) as unknown as Error;

describe('remoteJwks', () => {
  test('fetches nothing before the first question, and once for many', async () => {
    const { state, kidOf } = makeRemote();
    expect(state.requests).toBe(0);
    expect(await Promise.all([kidOf(a.kid), kidOf(a.kid), kidOf(a.kid)])).toEqual([a.kid, a.kid, a.kid]);
    expect(await kidOf(a.kid)).toBe(a.kid);
    expect(state.requests).toBe(1);
  });

  test('fetches nothing for a token that names no key', async () => {
    const { state, kidOf } = makeRemote();
    expect(await kidOf(undefined)).toBeUndefined();
    expect(state.requests).toBe(0);
  });

  test('fetches again when the set has reached its age', async () => {
    const { state, kidOf } = makeRemote({ maxAgeSeconds: 300 });
    await kidOf(a.kid);
    state.keys = [b];
    state.seconds = 299;
    expect(await kidOf(a.kid)).toBe(a.kid);
    expect(state.requests).toBe(1);
    state.seconds = 300;
    expect(await kidOf(a.kid)).toBeUndefined();
    expect(state.requests).toBe(2);
  });

  test('fetches again for an unknown kid, with the cool-down between', async () => {
    const { state, kidOf } = makeRemote({ cooldownSeconds: 30 });
    await kidOf(a.kid);
    state.keys = [a, b];
    state.seconds = 29;
    expect(await kidOf(b.kid)).toBeUndefined();
    expect(state.requests).toBe(1);
    state.seconds = 30;
    expect(await kidOf(b.kid)).toBe(b.kid);
    expect(state.requests).toBe(2);
    expect(await kidOf('unknown')).toBeUndefined();
    expect(state.requests).toBe(2);
  });

  test('asks again when the clock was set back by an hour, and neither keeps a set nor cools down for that hour', async () => {
    const { state, kidOf } = makeRemote();
    await kidOf(a.kid);
    state.seconds = -3600;
    state.keys = [b];
    expect(await kidOf(b.kid)).toBe(b.kid);
    expect(await kidOf(a.kid)).toBeUndefined();
    expect(state.requests).toBe(2);
    state.isDown = true;
    state.seconds = -7200;
    expect(await kidOf(b.kid)).toBe(b.kid);
    expect(await kidOf(b.kid)).toBe(b.kid);
    expect(state.requests).toBe(3);
  });

  test('lets everyone who asks for a new key wait for the one request that brings it', async () => {
    const { state, kidOf } = makeRemote();
    await kidOf(a.kid);
    state.keys = [a, b];
    state.seconds = 60;
    expect(await Promise.all([kidOf('unknown'), kidOf(b.kid), kidOf(a.kid)])).toEqual([
      undefined,
      b.kid,
      a.kid,
    ]);
    expect(state.requests).toBe(2);
  });

  test('goes on with the last good set while the URL fails, for a bounded time, and spares the URL', async () => {
    const { state, kidOf } = makeRemote({ maxAgeSeconds: 300, staleSeconds: 600, cooldownSeconds: 30 });
    await kidOf(a.kid);
    state.isDown = true;
    state.seconds = 300;
    expect(await Promise.all([kidOf(a.kid), kidOf(a.kid)])).toEqual([a.kid, a.kid]);
    expect(await kidOf('unknown')).toBeUndefined();
    state.seconds = 329;
    expect(await kidOf(a.kid)).toBe(a.kid);
    expect(state.requests).toBe(2);
    state.seconds = 899;
    expect(await kidOf(a.kid)).toBe(a.kid);
    expect(state.requests).toBe(3);
    state.seconds = 900;
    await expect(kidOf(a.kid)).rejects.toThrow(unavailable);
  });

  test('tells of what the last good set hides, and throws the rest', async () => {
    const failures: string[] = [];
    const onFailure = (error: unknown): void => void failures.push(String(error));
    const { state, kidOf } = makeRemote({ maxAgeSeconds: 300, staleSeconds: 600, onFailure });
    state.isDown = true;
    await expect(kidOf(a.kid)).rejects.toThrow(unavailable);
    state.isDown = false;
    await kidOf(a.kid);
    expect(failures).toEqual([]);
    Object.assign(state, { isDown: true, seconds: 300 });
    await Promise.all([kidOf(a.kid), kidOf(a.kid)]);
    expect(failures).toEqual(['Error: down']);
    state.seconds = 900;
    await expect(kidOf(a.kid)).rejects.toThrow(unavailable);
    expect(failures).toHaveLength(1);
  });

  test('recovers as soon as the URL does', async () => {
    const { state, kidOf } = makeRemote({ maxAgeSeconds: 300, cooldownSeconds: 30 });
    await kidOf(a.kid);
    state.isDown = true;
    state.seconds = 300;
    await kidOf(a.kid);
    Object.assign(state, { isDown: false, keys: [b], seconds: 330 });
    expect(await kidOf(b.kid)).toBe(b.kid);
    expect(await kidOf(a.kid)).toBeUndefined();
  });

  test('throws with the cause when it never had a set, and asks again at the next call', async () => {
    const { state, kidOf } = makeRemote();
    state.isDown = true;
    const error: unknown = await kidOf(a.kid).catch((caught: unknown) => caught);
    expect(error).toEqual(unavailable);
    expect(String((error as KeyError).cause)).toBe('Error: down');
    await expect(kidOf(a.kid)).rejects.toThrow('the URL of the keys gave no usable set');
    state.isDown = false;
    expect(await kidOf(a.kid)).toBe(a.kid);
    expect(state.requests).toBe(3);
  });

  test('a set that is refused does not replace a good one', async () => {
    const { state, kidOf } = makeRemote({ maxAgeSeconds: 300 });
    await kidOf(a.kid);
    state.seconds = 300;
    for (const keys of [
      [],
      [a, a],
      [{ ...a, d: 'AQAB' }],
      [{ kty: 'oct', k: 'AQAB', kid: a.kid, alg: 'HS256' }],
    ]) {
      state.keys = keys;
      state.seconds += 30;
      expect(await kidOf(a.kid)).toBe(a.kid);
    }
    expect(state.requests).toBe(5);
  });

  test('goes on with a set to which a foreign key was added, and tells of that key once', async () => {
    const skipped: (string | undefined)[] = [];
    const { state, kidOf } = makeRemote({ maxAgeSeconds: 300, onSkipped: ({ kid }) => skipped.push(kid) });
    state.keys = [{ kty: 'AKP', alg: 'ML-DSA-44', kid: 'pq', pub: 'AAAA' }, a];
    expect(await kidOf(a.kid)).toBe(a.kid);
    expect(await kidOf('pq')).toBeUndefined();
    state.seconds = 300;
    expect(await kidOf(a.kid)).toBe(a.kid);
    expect(state.requests).toBe(2);
    expect(skipped).toEqual(['pq']);
    state.keys = [...state.keys, b];
    state.seconds = 600;
    expect(await kidOf(b.kid)).toBe(b.kid);
    expect(skipped).toEqual(['pq', 'pq']);
  });

  test('rejects no promise that nobody waits for', async () => {
    const rejected: unknown[] = [];
    const record = (reason: unknown) => rejected.push(reason);
    process.on('unhandledRejection', record);
    const { state, kidOf } = makeRemote();
    state.isDown = true;
    await Promise.allSettled([kidOf(a.kid), kidOf(b.kid), kidOf('unknown')]);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', record);
    expect(rejected).toEqual([]);
    expect(state.requests).toBe(1);
  });

  test('without options asks the URL itself, by the time that it is', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end(JSON.stringify({ keys: [a] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const source = remoteJwks(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`);
    expect((await source.find(a.kid))?.kid).toBe(a.kid);
    expect((await source.find(a.kid))?.kid).toBe(a.kid);
    expect(requests).toBe(1);
    server.closeAllConnections();
    server.close();
  });

  test('passes its bounds on', async () => {
    const { source } = makeRemote({ maxBytes: 10 });
    const error = await Promise.resolve(source.find(a.kid)).catch((caught: unknown) => caught);
    expect(String((error as KeyError).cause)).toBe('Error: answered with more than 10 bytes');
  });

  test.each([
    'https://id.example.com/jwks.json',
    'https://id.example.com:8443/jwks.json?stage=1',
    'http://127.0.0.1:3000/auth/.well-known/jwks.json',
    'http://localhost:3000/jwks.json',
    'http://[::1]:3000/jwks.json',
  ])('takes the URL %s', (url) => {
    expect(() => remoteJwks(url)).not.toThrow();
  });

  test.each([
    ['jwks.json', 'must be an absolute URL'],
    ['', 'must be an absolute URL'],
    ['http://id.example.com/jwks.json', 'must be https, or http on loopback'],
    ['http://127.0.0.1.example.com/jwks.json', 'must be https, or http on loopback'],
    ['http://localhost.example.com/jwks.json', 'must be https, or http on loopback'],
    ['ftp://localhost/jwks.json', 'must be https, or http on loopback'],
    ['file:///etc/jwks.json', 'must be https, or http on loopback'],
    ['data:application/json,{"keys":[]}', 'must be https, or http on loopback'],
    ['https://user@id.example.com/jwks.json', 'must not hold credentials'],
    ['https://:word@id.example.com/jwks.json', 'must not hold credentials'],
  ])('refuses the URL %j at once', (url, rule) => {
    expect(() => remoteJwks(url)).toThrow(new KeyError('url_refused', rule));
  });
});
