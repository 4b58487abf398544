import { expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import { waitUntil } from '@gatehouse/test-support';
import { existsSync } from 'node:fs';
import { StubEngine } from './mongo/stub-engine.ts';
import { createDatabaseProvider } from './provider.ts';
import { temporaryFile } from './sqlite/temporary.ts';

const remoteOf = (url: () => string) => ({ ssm: async () => url(), secretsManager: async () => url() });
const reference = { from: 'ssm', variable: 'DATABASE_URL', path: '/url' } as const;
const inPlace = (url: string) => ({ from: 'in-place', variable: 'DATABASE_URL', reveal: () => url }) as const;

test('another URL is another database, and the same one stays', async () => {
  let url = 'mongodb://a.example';
  let nowMs = 0;
  const provider = createDatabaseProvider({ reference, remote: remoteOf(() => url), now: () => nowMs });
  const first = await provider.current();
  nowMs += 600_000;
  expect(await provider.current()).toBe(first);
  nowMs += 600_000;
  url = 'mongodb://b.example';
  expect(await provider.current()).not.toBe(first);
});

test('the database of an old URL is closed when its last call and its last request are done', async () => {
  const [first, second] = [await temporaryFile(), await temporaryFile()];
  let [url, nowMs] = [first.url, 0];
  const provider = createDatabaseProvider({ reference, remote: remoteOf(() => url), now: () => nowMs });
  // SQLite removes its log when the last connection is closed.
  const isOpen = () => existsSync(`${first.path}-wal`);
  await (await provider.current()).migrate();
  const [begun, rotation] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const request = withBudget(60_000, async () => {
    const database = await provider.current();
    await database.users.findById('any');
    begun.resolve();
    await rotation.promise;
    expect(isOpen()).toBe(true);
    return database.users.findById('any');
  });
  await begun.promise;
  [url, nowMs] = [second.url, nowMs + 600_000];
  const current = await provider.current();
  await current.migrate();
  expect(isOpen()).toBe(true);
  rotation.resolve();
  expect(await request).toBeNull();
  await waitUntil('the first is closed', () => !isOpen());
  await current.close();
  await Promise.all([first.remove(), second.remove()]);
});

test('a server is connected to before the first call, where that is asked for, and a file is not opened', async () => {
  const engine = new StubEngine(() => undefined);
  const file = await temporaryFile();
  const [server, embedded] = [await engine.listen(), file.url].map((url) =>
    createDatabaseProvider({ reference: inPlace(url), remote: remoteOf(() => 'none') }),
  );
  server!.connectEarly();
  embedded!.connectEarly();
  await waitUntil('the server is asked', () => engine.commands.length === 1);
  expect(existsSync(file.path)).toBe(false);
  await (await server!.current()).close();
  await engine.stop();
  await file.remove();
});

test('a URL from elsewhere that breaks a rule is told by variable and rule, without the URL', async () => {
  const remote = remoteOf(() => 'mongodb://ada:secret@db.example/my.db');
  const opened = createDatabaseProvider({ reference, remote }).current();
  await expect(opened).rejects.toThrow('DATABASE_URL (ssm:/url): must name its database by 1 to 63');
  await expect(opened).rejects.not.toThrow(/secret|my\.db/);
});

test('a URL that the driver refuses gives no database, and the last good one goes on', async () => {
  let url = 'mongodb://ada:secret@db.example/?maxPoolSize=abc';
  let nowMs = 0;
  const failures: string[] = [];
  const provider = createDatabaseProvider({
    reference,
    remote: remoteOf(() => url),
    now: () => nowMs,
    onFailure: ({ message }) => failures.push(message),
  });
  await expect(provider.current()).rejects.toThrow(/^DATABASE_URL \(ssm:\/url\): .* refuses maxPoolSize$/);
  nowMs += 600_000;
  url = 'mongodb://db.example';
  const good = await provider.current();
  nowMs += 600_000;
  url = 'mongodb://db.example/?compressors=snappy';
  expect(await provider.current()).toBe(good);
  expect(failures).toEqual([expect.stringContaining('the package snappy')]);
});

test('a request waits for its URL no longer than it has time, and the URL that comes later serves the next one', async () => {
  const answer = Promise.withResolvers<string>();
  const remote = { ssm: () => answer.promise, secretsManager: () => answer.promise };
  const provider = createDatabaseProvider({ reference, remote });
  const waited = withBudget(
    20,
    () => provider.current(),
    () => 0,
  );
  await expect(waited).rejects.toMatchObject({
    code: 'store_unavailable',
    cause: expect.objectContaining({ message: 'No answer within 20 ms' }),
  });
  answer.resolve('mongodb://db.example');
  const database = await provider.current();
  expect(await withBudget(0, () => provider.current())).toBe(database);
});
