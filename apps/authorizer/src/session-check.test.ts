import { expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { REQUEST_BUDGET_MS, timeLeftMs } from '@gatehouse/deadline';
import type { AccessTokenClaims } from '@gatehouse/jwt';
import { openSession } from '@gatehouse/sessions';
import { createSessionCheck } from './session-check.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const lifetimes = { idleTtlSeconds: 600, absoluteTtlSeconds: 3600, graceSeconds: 30 };
const signIn = { id: 'sid-1', accountId: 'account-1', epoch: 0, amr: ['pwd'], userAgent: '', address: '' };
const { session } = openSession(signIn, { now: new Date(start), lifetimes });
const account = { id: 'account-1', epoch: 0, disabled: false } as Account;
const claims = { sid: 'sid-1', sub: 'account-1' } as AccessTokenClaims;

const checkOver = ({ seconds = 10, maxSessions = 10 } = {}) => {
  const state = {
    session: session as typeof session | null,
    account: account as Account | null,
    looks: 0,
    nowMs: start,
  };
  const check = createSessionCheck(
    async () => ({
      users: { findById: async () => state.account },
      sessions: { findById: async () => ((state.looks += 1), state.session) },
    }),
    { seconds, maxSessions, now: () => new Date(state.nowMs) },
  );
  return { state, check };
};

test('a session that stood is not looked up again until its time is over', async () => {
  const { state, check } = checkOver();
  expect(await check(claims)).toBe(true);
  state.session = null;
  state.nowMs = start + 9_999;
  expect(await check(claims)).toBe(true);
  expect(state.looks).toBe(1);
  state.nowMs = start + 10_000;
  expect(await check(claims)).toBe(false);
});

test('a session that stood before the clock was set back is looked up again', async () => {
  const { state, check } = checkOver();
  expect(await check(claims)).toBe(true);
  state.session = null;
  state.nowMs = start - 3_600_000;
  expect(await check(claims)).toBe(false);
});

test('with 0 seconds every call looks', async () => {
  const { state, check } = checkOver({ seconds: 0 });
  expect(await check(claims)).toBe(true);
  state.account = { ...account, epoch: 1 };
  expect(await check(claims)).toBe(false);
});

test.each([
  ['is gone', { session: null }],
  ['is another account’s', { session: { ...session, accountId: 'account-2' } }],
  ['has expired', { nowMs: start + 600_000 }],
  ['is of a disabled account', { account: { ...account, disabled: true } }],
  ['is of an account that is gone', { account: null }],
])('a session that %s does not stand, and is looked up each time', async (_how, given) => {
  const { state, check } = checkOver();
  Object.assign(state, given);
  expect(await check(claims)).toBe(false);
  expect(await check(claims)).toBe(false);
  expect(state.looks).toBe(2);
});

test('remembers a bounded number of sessions, the latest', async () => {
  const { state, check } = checkOver({ maxSessions: 2 });
  for (const sid of ['a', 'b', 'c', 'b', 'c']) await check({ ...claims, sid });
  expect(state.looks).toBe(3);
  await check({ ...claims, sid: 'a' });
  expect(state.looks).toBe(4);
});

test('a look has no more time than a request, for the database itself and both reads', async () => {
  const left: number[] = [];
  const note = async <T>(value: T): Promise<T> => (left.push(timeLeftMs(Infinity)), value);
  const dependencies = () =>
    note({ users: { findById: () => note(account) }, sessions: { findById: () => note(session) } });
  await createSessionCheck(dependencies, { seconds: 10, now: () => new Date(start) })(claims);
  expect(left).toHaveLength(3);
  expect(Math.max(...left)).toBeLessThanOrEqual(REQUEST_BUDGET_MS);
});
