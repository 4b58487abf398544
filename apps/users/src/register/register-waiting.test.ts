import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { recordRounds } from '@gatehouse/test-support';
import { codeOf, describeOnStores, later, depsOf, mailsOf, registrationOf, START } from '../testing.ts';
import { registerWaiting } from './register-waiting.ts';

const DAY = 86_400;

describeOnStores('a registration that waits', (on) => {
  const deps = (now = START) => depsOf(on, now);
  const waitingFor = (email: string) => on.store.database.registrations.findByEmail(email);

  test('is no account, and has a link mailed to its address', async () => {
    const email = `Ada.${randomUUID()}@Example.com`;
    const first = deps();
    await registerWaiting(first, registrationOf(email));
    const waiting = await waitingFor(email.toLowerCase());
    expect(waiting).toMatchObject({ firstName: 'Ada', createdAt: START, expiresAt: later(DAY) });
    expect(waiting?.passwordHash).toMatch(/^\$argon2id\$v=19\$/);
    expect(await on.store.database.users.findByEmail(email.toLowerCase())).toBeNull();
    expect(await mailsOf(on, waiting!.id)).toEqual([{ kind: 'verify_email', cause: { why: 'waiting' } }]);
    expect(first.taken()).toEqual([]);
  });

  test('keeps its password and its day when it is repeated, and has a new link mailed', async () => {
    const email = `${randomUUID()}@example.com`;
    await registerWaiting(deps(), registrationOf(email));
    const first = await waitingFor(email);
    await registerWaiting(deps(later(3600)), {
      ...registrationOf(email),
      password: 'another horse battery staple',
    });
    expect(await waitingFor(email)).toEqual(first);
    expect(await mailsOf(on, first!.id)).toEqual(
      expect.arrayContaining([{ kind: 'verify_email', cause: { why: 'waiting_again' } }]),
    );
  });

  test('begins anew when its day is over', async () => {
    const email = `${randomUUID()}@example.com`;
    await registerWaiting(deps(), registrationOf(email));
    const first = await waitingFor(email);
    await registerWaiting(deps(later(DAY)), registrationOf(email));
    const second = await waitingFor(email);
    expect(second).toMatchObject({ createdAt: later(DAY), expiresAt: later(2 * DAY) });
    expect(second!.id).not.toBe(first!.id);
  });

  test('of an address that is taken has its owner told, and waits for nothing', async () => {
    await registerWaiting(deps(), registrationOf(on.ada.email.toUpperCase()));
    expect(await mailsOf(on, on.ada.id)).toEqual([{ kind: 'account_exists', cause: {} }]);
    expect(await waitingFor(on.ada.email)).toBeNull();
  });

  test('of one address twenty times at once waits once', async () => {
    const email = `${randomUUID()}@example.com`;
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(registerWaiting(deps(), registrationOf(email)))),
    );
    expect(new Set(codes)).toEqual(new Set([undefined]));
    const waiting = await waitingFor(email);
    const mails = await mailsOf(on, waiting!.id);
    expect(mails).toContainEqual({ kind: 'verify_email', cause: { why: 'waiting' } });
  });

  test('beyond the limit of mails has nothing mailed to an address that somebody has or waits for', async () => {
    const email = `${randomUUID()}@example.com`;
    const full = { ...deps(), mayMail: async () => false };
    await registerWaiting(full, registrationOf(email));
    await registerWaiting(full, registrationOf(email));
    await registerWaiting(full, registrationOf(on.ada.email));
    const waiting = await waitingFor(email);
    expect(await mailsOf(on, waiting!.id)).toEqual([{ kind: 'verify_email', cause: { why: 'waiting' } }]);
    expect(await mailsOf(on, on.ada.id)).toEqual([]);
  });

  test('spends the limit of mails of the address that was typed in where it is repeated alone', async () => {
    const email = `${randomUUID()}@example.com`;
    const counted: string[] = [];
    const counting = {
      ...deps(),
      mayMail: async (to: { readonly email: string }) => counted.push(to.email) > 0,
    };
    for (const each of [email, email, on.ada.email]) await registerWaiting(counting, registrationOf(each));
    expect(counted.slice(1)).toEqual([email, on.ada.email]);
    expect(counted[0]).not.toContain('@');
  });

  test('asks the same of the stores and the hasher, in the same rounds, whoever has the address', async () => {
    const { recorded, taken } = recordRounds();
    const { users, registrations, mails, passwords, ...others } = deps();
    const recording = {
      ...others,
      users: recorded(users, 'users'),
      registrations: recorded(registrations, 'registrations'),
      mails: recorded(mails, 'mails'),
      passwords: recorded(passwords, 'hash'),
    };
    const email = `${randomUUID()}@example.com`;
    const rounds = [];
    for (const each of [email, email, on.ada.email, `${randomUUID()}@example.com`]) {
      await registerWaiting(recording, registrationOf(each));
      await registerWaiting({ ...recording, mayMail: async () => false }, registrationOf(each));
      rounds.push(taken());
    }
    const once = [
      ['hash.hash'],
      ['registrations.findByEmail', 'users.findByEmail'],
      ['mails.insert'],
      ['registrations.insert'],
    ];
    for (const each of rounds) expect(each).toEqual([...once, ...once]);
  });

  test('writes rows of one size, of which those of nobody hold nothing of anybody', async () => {
    const written: unknown[] = [];
    const { registrations, ...others } = deps();
    const insert = async (row: unknown) => written.push(row) > 0;
    const writing = { ...others, registrations: { ...registrations, insert } };
    const unknown = `${randomUUID()}@example.com`;
    for (const each of [unknown, on.ada.email]) await registerWaiting(writing, registrationOf(each));
    const [real, ofNobody] = written.map((row) => JSON.stringify(row));
    expect(ofNobody).toHaveLength(real!.length);
    for (const text of ['Ada', 'Lovelace', on.ada.email, 'argon2']) expect(ofNobody).not.toContain(text);
  });
});
