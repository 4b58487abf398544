// What each route asks of the stores, the hasher and the signer, in how many rounds: what costs time on every machine alike.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { createCodeLimit, createLoginLimits } from '@gatehouse/limits';
import { recordRounds } from '@gatehouse/test-support';
import { challengeOf, enrol } from './factors/testing.ts';
import { completeLogin, type TryFactor } from './login/complete-login.ts';
import { tryCode } from './login/try-code.ts';
import { addPasskey } from './passkeys/add-passkey.ts';
import { passkeyLogin } from './passkeys/passkey-login.ts';
import { listPasskeys, removePasskey } from './passkeys/passkeys.ts';
import { startPasskey } from './passkeys/start-passkey.ts';
import { startPasskeyLogin } from './passkeys/start-passkey-login.ts';
import { enrolPasskey } from './passkeys/testing.ts';
import { tryPasskey } from './passkeys/try-passkey.ts';
import { changePassword } from './password/change-password.ts';
import { login } from './login/login.ts';
import { logout } from './logout/logout.ts';
import { logoutAll } from './logout/logout-all.ts';
import { refresh } from './refresh/refresh.ts';
import { endSession, listSessions } from './sessions/sessions.ts';
import { addAccount, NEW_PASSWORD, PASSWORD, principalOf, useCasesOver } from './testing.ts';

const address = '192.0.2.1';
const limits = {
  perAccount: { attempts: 1000, seconds: 900 },
  perAddress: { attempts: 1000, seconds: 900 },
};

const setUp = async (database: Database) => {
  const account = await addAccount(database);
  const { recorded, taken } = recordRounds();
  const [users, sessions] = [recorded(database.users, 'users'), recorded(database.sessions, 'sessions')];
  const [values, counters] = [database.values, recorded(database.counters, 'counters')];
  const tokens = recorded(database.tokens, 'tokens');
  const { deps, ...act } = useCasesOver({ users, sessions, values, tokens });
  const counted = {
    ...deps,
    limits: createLoginLimits(async () => ({ counters, values }), limits),
    passwords: recorded(deps.passwords, 'hash'),
    signer: recorded(deps.signer, 'signer'),
  };
  const logIn = () =>
    login(counted, { email: account.email, password: PASSWORD, userAgent: 'test agent', address });
  const codes = { attempts: 1000, seconds: 900 };
  const countCode = createCodeLimit(async () => ({ counters, values }), codes);
  const completeWith = (challengeToken: string, tryFactor: TryFactor) =>
    completeLogin(counted, { challengeToken, tryFactor, userAgent: 'test agent', address });
  const complete = (challengeToken: string, code: string) =>
    completeWith(challengeToken, tryCode({ ...counted, countCode }, code));
  return { account, act: { deps, ...act }, counted, taken, logIn, complete, completeWith };
};

describe.each(storesUnderTest('calls'))('on $name', ({ open }) => {
  let store: StoreUnderTest;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.remove());

  /** A caller who has signed in from this address before. */
  const signedIn = async () => {
    const { counted, taken, logIn } = await setUp(store.database);
    const { access_token, refresh_token: refreshToken } = await logIn();
    const principal = principalOf(access_token);
    taken();
    return { counted, taken, logIn, refreshToken, principal };
  };

  test('a login counts in one round before the password and in one after, and writes once beside that', async () => {
    const { logIn, taken } = await signedIn();
    await logIn();
    expect(taken()).toEqual([
      ['counters.add', 'counters.find'],
      ['users.findByEmail'],
      ['hash.verify'],
      ['sessions.insert'],
      ['sessions.listByAccount'],
      ['signer.sign'],
      ['counters.add'],
    ]);
  });

  test('the first login from an address counts it with what strangers share, in a round more', async () => {
    const { logIn, taken } = await setUp(store.database);
    await logIn();
    expect(taken().slice(0, 3)).toEqual([
      ['counters.add', 'counters.find'],
      ['counters.add', 'counters.add'],
      ['users.findByEmail'],
    ]);
  });

  test('a second factor costs a login one write, and its completion four calls more than a login has', async () => {
    const { account, act, taken, logIn, complete } = await setUp(store.database);
    const { recoveryCodes } = await enrol(act, account);
    await logIn().catch(() => undefined);
    taken();
    const { challenge_token: token } = await challengeOf(logIn());
    expect(taken().slice(-3)).toEqual([['users.findByEmail'], ['hash.verify'], ['tokens.insert']]);
    await complete(token, recoveryCodes[0]!);
    expect(taken()).toEqual([
      ['tokens.countTry'],
      ['users.findById'],
      ['counters.add'],
      ['counters.add'],
      ['tokens.spend'],
      ['users.swapFactors'],
      ['sessions.insert'],
      ['sessions.listByAccount'],
      ['signer.sign'],
      ['counters.add', 'counters.add', 'counters.add', 'counters.restart'],
    ]);
  });

  test('adding and removing a passkey write it once and keep one session, and listing them writes nothing', async () => {
    const { account, act, counted, taken } = await setUp(store.database);
    const { principal, authenticator, added } = await enrolPasskey(act, account);
    const ofTwo = { ...principal, amr: ['pwd', 'hwk', 'mfa'] };
    const standing = ['sessions.findById', 'users.findById'];
    const onlyThisSession = [
      ['sessions.findById'],
      ['sessions.adoptEpoch'],
      ['sessions.listByAccount'],
      ['sessions.dropEndedOf'],
    ];
    taken();
    const options = await startPasskey(counted, ofTwo);
    expect(taken()).toEqual([standing, ['tokens.insert']]);
    const credential = authenticator.create(options);
    await addPasskey(counted, { principal: ofTwo, name: 'Another', credential });
    expect(taken()).toEqual([
      standing,
      ['tokens.find'],
      ['tokens.spend'],
      standing,
      ['users.swapFactors'],
      ...onlyThisSession,
    ]);
    await listPasskeys(counted, ofTwo);
    expect(taken()).toEqual([standing]);
    await removePasskey(counted, { principal: ofTwo, id: added.passkey.id });
    expect(taken()).toEqual([standing, ['users.swapFactors'], ...onlyThisSession]);
  });

  test('asking for any passkey asks no store, and a sign-in by it reads the account and writes three rows', async () => {
    const { account, act, counted, taken } = await setUp(store.database);
    const { authenticator } = await enrolPasskey(act, account);
    taken();
    const request = await startPasskeyLogin(counted, null);
    expect(taken()).toEqual([]);
    await passkeyLogin(counted, { credential: authenticator.get(request), userAgent: 'test agent', address });
    expect(taken()).toEqual([
      ['counters.add'],
      ['tokens.insert'],
      ['users.findById'],
      ['users.swapFactors'],
      ['sessions.insert'],
      ['sessions.listByAccount'],
      ['signer.sign'],
      ['counters.add'],
    ]);
  });

  test('a passkey completes a login in one call more than a code does, and is asked for with one write', async () => {
    const { account, act, taken, logIn, counted, completeWith } = await setUp(store.database);
    const { authenticator } = await enrolPasskey(act, account);
    const { challenge_token: token } = await challengeOf(logIn());
    taken();
    const request = await startPasskeyLogin(counted, token);
    expect(taken()).toEqual([['tokens.find'], ['users.findById'], ['tokens.insert']]);
    await completeWith(token, tryPasskey(counted, authenticator.get(request)));
    expect(taken()).toEqual([
      ['tokens.countTry'],
      ['users.findById'],
      ['tokens.find'],
      ['tokens.spend'],
      ['tokens.spend'],
      ['users.swapFactors'],
      ['sessions.insert'],
      ['sessions.listByAccount'],
      ['signer.sign'],
      ['counters.add', 'counters.add', 'counters.add', 'counters.restart'],
    ]);
  });

  test('a refresh writes once, signs once and counts nothing', async () => {
    const { counted, taken, refreshToken } = await signedIn();
    await refresh(counted, { refreshToken, address });
    expect(taken()).toEqual([
      ['sessions.findByFamily'],
      ['sessions.swap'],
      ['users.findById'],
      ['signer.sign'],
    ]);
  });

  test('a logout writes once', async () => {
    const { counted, taken, refreshToken } = await signedIn();
    await logout(counted, { refreshToken });
    expect(taken()).toEqual([['sessions.end']]);
  });

  test('guarded routes ask for account and session in one round, and a change of password hashes twice', async () => {
    const { counted, taken, principal } = await signedIn();
    const standing = ['sessions.findById', 'users.findById'];
    await listSessions(counted, principal);
    expect(taken()).toEqual([standing, ['sessions.listByAccount']]);
    await changePassword(counted, {
      principal,
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
      address,
    });
    expect(taken().filter((round) => round.some((name) => name.startsWith('hash')))).toEqual([
      ['hash.verify'],
      ['hash.hash'],
    ]);
    await logoutAll(counted, principal);
    expect(taken()[0]).toEqual(standing);
    await expect(endSession(counted, { principal, id: principal.sessionId })).rejects.toThrow();
    expect(taken()).toEqual([standing]);
  });
});
