// @gatehouse/client against the real gateway: what it does by itself about tokens that end, answers that are lost, and others who
// share its store. tools/browser has it in a browser.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createClient,
  memoryStore,
  ProblemError,
  type Fetch,
  type Tokens,
  type TokenStore,
} from '@gatehouse/client';
import { FaultyProxy, waitUntil } from '@gatehouse/test-support';
import { clientOf, newPerson, register, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { storesUnderTest } from './stores.ts';

const workspace = resolve(import.meta.dirname, '../../..');

describe.each(storesUnderTest('the client'))('the client, on $name', (database) => {
  let gateway: RunningGateway;
  let shortLived: RunningGateway;
  let proxy: FaultyProxy;
  let proxied: string;
  let folder: string;
  beforeAll(async () => {
    gateway = await startGateway(database, { REFRESH_GRACE_SECONDS: '3600' });
    shortLived = await gateway.startBeside({ ACCESS_TOKEN_TTL_SECONDS: '1' });
    const { hostname: host, port } = new URL(gateway.url);
    proxy = new FaultyProxy({ host, port: Number(port), counts: isRefresh });
    proxied = `http://${await proxy.listen()}`;
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-client-'));
  });
  afterAll(async () => {
    await proxy?.stop();
    await shortLived?.stop();
    await gateway?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  /** A client of somebody who is signed in, and how often it has refreshed. */
  const signedIn = async ({ url = gateway.url, store = memoryStore() } = {}) => {
    const person = newPerson();
    await register(clientOf(gateway.url), person);
    const counted = countingFetch();
    const client = createClient({ baseUrl: url, store, fetch: counted.fetch });
    await client.auth.login(credentialsOf(person));
    return { ...counted, client, person, store };
  };

  test('registers, signs in, reads, changes, and signs out', async () => {
    const store = memoryStore();
    const client = createClient({ baseUrl: gateway.url, store });
    const person = newPerson();
    const { id } = (await client.users.register(person))!;
    await client.auth.login(credentialsOf(person));
    await client.users.update(id, { first_name: 'Augusta' });
    expect(await client.users.me()).toMatchObject({ id, first_name: 'Augusta' });
    const { items } = await client.auth.listSessions();
    expect(items).toMatchObject([{ current: true }]);
    await client.auth.logout();
    expect(await store.get()).toBeNull();
    await expect(client.users.me()).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
  });

  test('throws what the API refuses as its problem', async () => {
    const { client, person } = await signedIn();
    const { id } = await client.users.me();
    const error = await client.auth
      .login({ email: person.email, password: 'wrong' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'invalid_credentials', status: 400 });
    await expect(client.users.list()).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await expect(client.users.update(id, {})).rejects.toHaveProperty('problem.code', 'validation_failed');
  });

  test('renews a token before it ends', async () => {
    const { client, store, refreshes } = await signedIn();
    const before = await endingSoon(store);
    await client.users.me();
    expect(refreshes()).toBe(1);
    const after = await store.get();
    expect(after?.refresh_token).not.toBe(before.refresh_token);
    expect(after?.expires_at).toBeGreaterThan(before.expires_at ?? Infinity);
  });

  test('renews a token that is refused, once for 20 calls that wait', async () => {
    const { client, store, person, refreshes } = await signedIn();
    await createClient({ baseUrl: shortLived.url, store }).auth.login(credentialsOf(person));
    const tokens = await heldBy(store);
    // The clock of this device is behind: it takes the token for one that still counts.
    await store.set({ ...tokens, expires_at: Date.now() / 1000 + 3600 });
    await isRefused(gateway.url, tokens.access_token);
    const calls = Array.from({ length: 20 }, () => client.auth.listSessions());
    for (const { items } of await Promise.all(calls)) expect(items).toHaveLength(2);
    expect(refreshes()).toBe(1);
  });

  test.each([
    ['before anything of it came', 0],
    ['in its middle', 300],
  ])('goes on when the answer to a refresh is lost %s', async (_when, bytes) => {
    const { client, store, refreshes } = await signedIn({ url: proxied });
    await endingSoon(store);
    proxy.arm('reset', bytes, { once: true });
    await client.users.me();
    proxy.heal();
    expect(refreshes()).toBe(2);
    await client.auth.refresh();
    expect(await client.users.me()).toHaveProperty('first_name', 'Ada');
  });

  test('keeps the tokens while the API is away, and goes on when it is back', async () => {
    const { client, store } = await signedIn({ url: proxied });
    const tokens = await heldBy(store);
    await store.set({ ...tokens, expires_at: 0 });
    proxy.arm('reset', 'request');
    const error = await client.users.me().catch((thrown: unknown) => thrown);
    proxy.heal();
    expect(error).not.toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ name: 'TypeError', cause: expect.anything() });
    expect((await heldBy(store)).refresh_token).toBe(tokens.refresh_token);
    expect(await client.users.me()).toHaveProperty('first_name', 'Ada');
  });

  test('follows another process that shares its store', async () => {
    const shared = (process: string) => fileStore(join(folder, 'one-after-another.json'), process);
    const one = await signedIn({ store: shared('one') });
    const other = createClient({ baseUrl: gateway.url, store: shared('other') });
    for (let round = 0; round < 3; round += 1) {
      await one.client.auth.refresh();
      await endingSoon(shared('one'));
      await other.users.me();
      await one.client.users.me();
    }
    expect(one.refreshes()).toBe(3);
  });

  test('signs nobody out when two processes renew at once', async () => {
    const shared = (process: string) => fileStore(join(folder, 'at-once.json'), process);
    const one = await signedIn({ store: shared('one') });
    const other = createClient({ baseUrl: gateway.url, store: shared('other') });
    for (let round = 0; round < 5; round += 1) {
      await endingSoon(shared('one'));
      const calls = Array.from({ length: 10 }, () => [one.client.users.me(), other.users.me()]).flat();
      expect(await Promise.all(calls)).toHaveLength(20);
    }
    expect(await other.users.me()).toHaveProperty('email', one.person.email);
  });

  test('is unauthorized once the session was ended elsewhere, and its store is empty', async () => {
    const { client, store, person, refreshes } = await signedIn();
    const elsewhere = createClient({ baseUrl: gateway.url });
    await elsewhere.auth.login(credentialsOf(person));
    await elsewhere.auth.logoutAll();
    const outcomes = await Promise.allSettled([client.users.me(), client.auth.listSessions()]);
    for (const outcome of outcomes) expect(outcome).toHaveProperty('reason.code', 'unauthorized');
    expect(refreshes()).toBe(1);
    expect(await store.get()).toBeNull();
  });

  test('runs the example of its README, for a new account and for one that is there', async () => {
    const readme = await readFile(join(workspace, 'libs/client/README.md'), 'utf8');
    const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    const code = example.replace('http://127.0.0.1:3000', gateway.url);
    const args = ['--input-type=module-typescript', '--eval', code];
    for (let run = 0; run < 2; run += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: workspace });
      expect(stdout).toBe('Ada is signed in\n');
    }
  });
});

const isRefresh = (request: Buffer): boolean => request.includes('/auth/refresh');

const credentialsOf = ({ email, password }: Person) => ({ email, password });

const countingFetch = () => {
  let count = 0;
  const counting: Fetch = (url, init) => {
    if (url.endsWith('/auth/refresh')) count += 1;
    return fetch(url, init);
  };
  return { fetch: counting, refreshes: () => count };
};

const heldBy = async (store: TokenStore): Promise<Tokens> => {
  const tokens = await store.get();
  if (tokens === null) throw new Error('nobody is signed in');
  return tokens;
};

/** Moves the end of the token so near that it is renewed before the next call. */
const endingSoon = async (store: TokenStore): Promise<Tokens> => {
  const tokens = { ...(await heldBy(store)), expires_at: Math.floor(Date.now() / 1000) + 5 };
  await store.set(tokens);
  return tokens;
};

const isRefused = (url: string, token: string): Promise<true> =>
  waitUntil('the access token has ended', async () => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${url}/users/me`, { headers })).status === 401;
  });

/** The store of one of several processes: they share the file, and know nothing of each other's locks. */
const fileStore = (file: string, process: string): TokenStore => ({
  get: async () => JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) as Tokens | null,
  set: async (tokens) => {
    await writeFile(`${file}.${process}.tmp`, JSON.stringify(tokens));
    await rename(`${file}.${process}.tmp`, file);
  },
  lock: process,
});
