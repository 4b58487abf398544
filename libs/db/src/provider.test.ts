import { expect, test } from '@jest/globals';
import { createDatabaseProvider } from './provider.ts';

const remoteOf = (url: () => string) => ({ ssm: async () => url(), secretsManager: async () => url() });
const reference = { from: 'ssm', variable: 'DATABASE_URL', path: '/url' } as const;

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

test('a URL from elsewhere that breaks a rule is told by variable and rule, without the URL', async () => {
  const remote = remoteOf(() => 'mongodb://ada:secret@db.example/my.db');
  const opened = createDatabaseProvider({ reference, remote }).current();
  await expect(opened).rejects.toThrow('DATABASE_URL (ssm:/url): must name its database by 1 to 63');
  await expect(opened).rejects.not.toThrow(/secret|my\.db/);
});
