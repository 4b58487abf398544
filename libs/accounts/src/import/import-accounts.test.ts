import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { recordAudit } from '@gatehouse/audit/testing';
import type { Account, UserStore } from '@gatehouse/db';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { GatehouseError } from '@gatehouse/errors';
import fc from 'fast-check';
import { createLineReader } from './account-line.ts';
import { dryUsers, dryValues } from './dry-run.ts';
import { exportLine } from './export-line.ts';
import { gatehouse } from './formats/gatehouse.ts';
import { openHashLedger, pagesOf } from './hash-ledger.ts';
import { importAccounts, type ImportDeps } from './import-accounts.ts';
import { NOW, recordsIn } from './testing.ts';

const BCRYPT = '$2b$10$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO';
const OURS = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

const lineOf = (members: object = {}) => ({
  email: `${randomUUID()}@example.com`,
  first_name: 'Ada',
  last_name: 'Lovelace',
  ...members,
});

/** Its schema takes a while to compile. */
const reader = createLineReader({ knownRoles: ['clerk'], newId: randomUUID, now: NOW });

describeOnEachStore(
  'an import',
  (on) => {
    const run = async (
      lines: readonly object[],
      {
        isDry = false,
        deps: others = {},
      }: { readonly isDry?: boolean; readonly deps?: Partial<ImportDeps> } = {},
    ) => {
      const { database } = on.store;
      const users = isDry ? dryUsers(database.users) : database.users;
      const values = isDry ? dryValues(database.values) : database.values;
      const refusals: string[] = [];
      const measured: string[] = [];
      const measure = async (hash: string): Promise<number> => measured.push(hash) * 100;
      const hashes = await openHashLedger({ users, values, measure });
      const { audit, taken } = recordAudit();
      const counts = await importAccounts(
        {
          ...{ users, hashes, audit },
          toDraft: (record) => gatehouse.toDraft(record, { now: NOW }),
          readDraft: await reader,
          onRefusal: (line, fault) => void refusals.push(`${line} ${fault.message}`),
          onProgress: () => undefined,
          wait: async () => undefined,
          ...others,
        },
        await recordsIn('gatehouse', lines.map((line) => JSON.stringify(line)).join('\n'), 10_000),
      );
      await hashes.close();
      const { read, inserted, there, refused } = counts;
      return {
        counts: { read, inserted, there, refused },
        refusals,
        measured,
        told: taken(),
        floorMs: hashes.floorMs(),
      };
    };
    const find = (email: string): Promise<Account | null> => on.store.database.users.findByEmail(email);
    const countedHashes = async (): Promise<number> =>
      Number((await on.store.database.values.find('imported_hashes')) ?? 0);

    test('makes accounts, tells of each, and a second run changes nothing', async () => {
      const lines = [lineOf({ id: randomUUID(), roles: ['clerk'], email_verified: true }), lineOf()];
      const first = await run(lines);
      expect(first.counts).toEqual({ read: 2, inserted: 2, there: 0, refused: 0 });
      const made = await Promise.all(lines.map(({ email }) => find(email)));
      expect(made[0]).toMatchObject({
        id: (lines[0] as { id?: string }).id,
        roles: ['user', 'clerk'],
        emailVerified: true,
      });
      expect(first.told).toEqual(
        made.map((account) => ({ event: 'account_created', subject: account?.id, email: account?.email })),
      );
      const second = await run(lines);
      expect(second).toMatchObject({
        counts: { read: 2, inserted: 0, there: 2, refused: 0 },
        told: [],
        refusals: [],
      });
      expect(await Promise.all(lines.map(({ email }) => find(email)))).toEqual(made);
    });

    test('refuses an email or an id that another has, by its line, and overwrites nothing', async () => {
      const there = lineOf({ id: randomUUID() });
      await run([there]);
      const before = await find(there.email);
      const { counts, refusals } = await run([
        lineOf(),
        { ...there, id: randomUUID() },
        lineOf({ id: (there as { id?: string }).id }),
        { ...there, first_name: 'Augusta' },
        { ...there, email: there.email.toUpperCase() },
      ]);
      expect(counts).toEqual({ read: 5, inserted: 1, there: 1, refused: 3 });
      expect(refusals).toEqual([
        '2 email is taken by another account',
        '3 id is taken by an account with another email',
        '4 first_name differs from the account with this email, which stays as it is',
      ]);
      expect(await find(there.email)).toEqual(before);
    });

    test('judges two lines of one file as it does two files', async () => {
      const one = lineOf({ id: randomUUID() });
      const { counts, refusals } = await run([
        one,
        one,
        { ...one, last_name: 'King' },
        lineOf({ id: (one as { id?: string }).id }),
      ]);
      expect(counts).toEqual({ read: 4, inserted: 1, there: 1, refused: 2 });
      expect(refusals).toEqual([
        '3 last_name differs from the account with this email, which stays as it is',
        '4 id is taken by an account with another email',
      ]);
    });

    test.each([
      ['of another kind', BCRYPT],
      ['by other parameters', OURS.replace('m=', 'm=1')],
    ])('takes an account whose owner has signed in since for the same: a hash %s', async (_which, hash) => {
      const line = lineOf({ password_hash: hash });
      await run([line]);
      const { id } = (await find(line.email))!;
      await on.store.database.users.rehash(id, { from: hash, to: OURS });
      expect(await run([line])).toMatchObject({ counts: { there: 1, refused: 0 } });
      expect(await find(line.email)).toMatchObject({ passwordHash: OURS });
    });

    test('refuses another hash of the kind that ours is', async () => {
      const line = lineOf({ password_hash: OURS });
      await run([line]);
      const { refusals } = await run([{ ...line, password_hash: OURS.replace(/.{43}$/, 'A'.repeat(43)) }]);
      expect(refusals).toEqual([
        '1 password_hash differs from the account with this email, which stays as it is',
      ]);
    });

    test('dry writes nothing and reports the same', async () => {
      const there = lineOf({ password_hash: BCRYPT });
      await run([there]);
      const fresh = lineOf({ password_hash: BCRYPT });
      const lines = [there, fresh, fresh, { ...fresh, first_name: 'Augusta' }, lineOf({ is_admin: true })];
      const counted = await countedHashes();
      const dry = await run(lines, { isDry: true });
      expect(await find(fresh.email)).toBeNull();
      expect(await countedHashes()).toBe(counted);
      const real = await run(lines);
      expect({ ...dry, told: [] }).toEqual({ ...real, told: [] });
      expect(real.counts).toEqual({ read: 5, inserted: 1, there: 2, refused: 2 });
    });

    test('counts the hashes of other kinds, and measures each kind once for the floor of refusals', async () => {
      const before = await countedHashes();
      const dearer = BCRYPT.replace('$10$', '$12$');
      const hashes = [BCRYPT, BCRYPT, OURS, dearer, undefined];
      const { measured, floorMs } = await run(hashes.map((password_hash) => lineOf({ password_hash })));
      expect(measured).toEqual([BCRYPT, dearer]);
      expect(await countedHashes()).toBe(before + 3);
      expect(floorMs).toBe(400);
      expect(await on.store.database.values.find('refusal_floor_ms')).toBe('400');
      await run([lineOf({ password_hash: BCRYPT })]);
      expect(await on.store.database.values.find('refusal_floor_ms')).toBe('400');
    });

    test('that was cut short between count and account has the count made anew by the next', async () => {
      const { users } = on.store.database;
      const away: ImportDeps['users'] = {
        findHolders: (places) => users.findHolders(places),
        insertMany: () => Promise.reject(new Error('killed')),
      };
      const cutShort = run([lineOf({ password_hash: BCRYPT })], { deps: { users: away } });
      await expect(cutShort).rejects.toThrow('killed');
      const tooMany = await countedHashes();
      await run([lineOf({ password_hash: BCRYPT })]);
      let kept = 0;
      for await (const page of pagesOf(users))
        kept += page.filter(({ passwordHash }) => passwordHash.startsWith('$2b$')).length;
      expect(await countedHashes()).toBe(kept);
      expect(kept).toBeLessThanOrEqual(tooMany);
    });

    test('waits for a store that is away, and takes what it has made itself for made', async () => {
      const { users } = on.store.database;
      let failures = 3;
      const losing = async <T>(act: () => Promise<T>): Promise<T> => {
        const answer = await act();
        failures -= 1;
        if (failures >= 0) throw new GatehouseError('store_unavailable');
        return answer;
      };
      const flaky: ImportDeps['users'] = {
        findHolders: (places) => users.findHolders(places),
        insertMany: (accounts) => losing(() => users.insertMany(accounts)),
      };
      const { counts } = await run([lineOf(), lineOf()], { deps: { users: flaky } });
      expect(counts).toEqual({ read: 2, inserted: 2, there: 0, refused: 0 });
    });

    test('ends when the store stays away', async () => {
      const away = () => Promise.reject(new GatehouseError('store_unavailable'));
      const users = { findHolders: away, insertMany: away } as Pick<UserStore, 'findHolders' | 'insertMany'>;
      await expect(run([lineOf()], { deps: { users } })).rejects.toMatchObject({ code: 'store_unavailable' });
    });

    test('loses against a registration of the same moment, and says so', async () => {
      const { users } = on.store.database;
      const line = lineOf({ password_hash: BCRYPT });
      const before = await countedHashes();
      const raced: ImportDeps['users'] = {
        findHolders: async (places) => places.map(() => null),
        insertMany: (accounts) => users.insertMany(accounts),
      };
      await run([lineOf({ email: line.email, first_name: 'Augusta' })]);
      const { counts, refusals } = await run([line], { deps: { users: raced } });
      expect(counts).toMatchObject({ inserted: 0, refused: 1 });
      expect(refusals).toEqual([
        '1 first_name differs from the account with this email, which stays as it is',
      ]);
      expect(await countedHashes()).toBe(before);
    });

    test('of an export makes the same accounts', () =>
      fc.assert(
        fc.asyncProperty(fc.array(LINES, { minLength: 1, maxLength: 5 }), async (given) => {
          const lines = given.map((members) => lineOf(members));
          await run(lines);
          const accounts = (await Promise.all(lines.map(({ email }) => find(email)))) as Account[];
          const exported = accounts.map((account) => exportLine(account, true));
          for (const { id } of accounts) await on.store.database.users.remove(id);
          expect(await run(exported)).toMatchObject({ counts: { inserted: lines.length, refused: 0 } });
          const again = (await Promise.all(lines.map(({ email }) => find(email)))) as Account[];
          expect(again).toEqual(accounts);
          expect(again.map((account) => exportLine(account, false))).toEqual(
            exported.map(({ password_hash: _hash, ...line }) => line),
          );
        }),
        { numRuns: 10 },
      ));

    test('walks over all accounts, a page at a time', async () => {
      await run(Array.from({ length: 1100 }, () => lineOf({ created_at: '2020-01-01T00:00:00Z' })));
      const ids = new Set<string>();
      for await (const page of pagesOf(on.store.database.users)) for (const { id } of page) ids.add(id);
      expect(ids.size).toBeGreaterThanOrEqual(1100);
    });
  },
  async () => ({}),
);

const NAME = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => `A${text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')}`);

const LINES = fc.record(
  {
    first_name: NAME,
    last_name: NAME,
    id: fc.stringMatching(/^[A-Za-z0-9_-]{30,64}$/),
    roles: fc.constantFrom(['user'], ['clerk'], ['clerk', 'user'], []),
    email_verified: fc.boolean(),
    disabled: fc.boolean(),
    created_at: fc
      .date({ min: new Date(0), max: NOW, noInvalidDate: true })
      .map((date) => date.toISOString()),
    password_hash: fc.constantFrom(BCRYPT, OURS),
  },
  { requiredKeys: ['first_name', 'last_name'] },
);
