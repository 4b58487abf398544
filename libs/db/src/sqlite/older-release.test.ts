// The release before the schema's last step starts and serves on a file of today, as a rollback asks for, beside this release.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NOW, at, randomId, rotated, sampleAccount, sampleSession } from '../contract/samples.ts';
import type { Database } from '../ports.ts';
import { openSqlite } from './index.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import type { TemporaryFile } from './temporary.ts';
import { temporaryFile } from './temporary.ts';

interface OlderRelease {
  readonly openSqlite: (file: string) => Database;
  readonly SCHEMA_VERSION: number;
}

const older = (await import(new URL('./older-release.mjs', import.meta.url).href)) as OlderRelease;

let file: TemporaryFile;
let [ours, theirs]: Database[] = [];
beforeEach(async () => {
  file = await temporaryFile();
  [ours, theirs] = [openSqlite(file.path), older.openSqlite(file.path)];
});
afterEach(async () => {
  await Promise.all([ours?.close(), theirs?.close()]);
  await file.remove();
});

test('is the one before the last step: after a new step, npm run older-release -- COMMIT with the commit before', () => {
  expect(older.SCHEMA_VERSION).toBe(SCHEMA_VERSION - 1);
});

describe('the older release on a file of today', () => {
  beforeEach(() => ours!.migrate());

  test('starts: its own migration leaves the file as it is', async () => {
    await theirs!.migrate();
    await ours!.migrate();
    expect(await theirs!.users.findById('any')).toBeNull();
  });

  test('makes accounts that this one reads, and changes those of this one', async () => {
    const [old, current] = [sampleAccount(), sampleAccount()];
    await theirs!.users.insert(old);
    await ours!.users.insert(current);
    expect(await ours!.users.findById(old.id)).toEqual(old);
    await expect(theirs!.users.insert(sampleAccount({ email: current.email }))).rejects.toMatchObject({
      code: 'email_taken',
    });
    expect(await theirs!.users.findByEmail(current.email)).toMatchObject({ id: current.id });
    await theirs!.users.update(current.id, { firstName: 'Augusta' }, at(1));
    await theirs!.users.setDisabled(current.id, true, at(2));
    const changed = { firstName: 'Augusta', disabled: true, epoch: current.epoch + 1, updatedAt: at(2) };
    expect(await ours!.users.findById(current.id)).toEqual({ ...current, ...changed });
    expect(await theirs!.users.list({ limit: 9, after: null })).toHaveLength(2);
    expect(await theirs!.users.remove(old.id)).toBe(true);
  });

  test('goes on with sessions of this one, and this one with its', async () => {
    const session = sampleSession({ amr: ['pwd'] });
    await ours!.sessions.insert(session);
    const next = rotated(session);
    expect(await theirs!.sessions.swap(next, session.generation)).toBe(true);
    expect(await ours!.sessions.findById(session.id)).toEqual(next);
    expect(await ours!.sessions.swap(rotated(next), next.generation)).toBe(true);
    const opened = sampleSession({ amr: ['pwd'], accountId: session.accountId });
    await theirs!.sessions.insert(opened);
    expect(await ours!.sessions.listByAccount(session.accountId, NOW)).toHaveLength(2);
    expect(await theirs!.sessions.end(session.familyDigest)).not.toBeNull();
  });

  test('counts and keeps values with this one', async () => {
    const key = randomId();
    await ours!.counters.add(key, 1, 60);
    expect(await theirs!.counters.add(key, 1, 60)).toMatchObject({ count: 2 });
    expect(await theirs!.values.keep('a', 'theirs')).toBe('theirs');
    expect(await ours!.values.keep('a', 'ours')).toBe('theirs');
  });
});
