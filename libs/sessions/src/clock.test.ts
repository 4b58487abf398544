// A clock that is set back by an hour: nothing is stretched by that hour, and no token is made that a verifier refuses.
import { describe, expect, test } from '@jest/globals';
import {
  decide,
  loginTimeOf,
  openSession,
  stands,
  type Decision,
  type RefreshToken,
  type Session,
} from './index.ts';
import { decidedAs } from './testing/decided-as.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const lifetimes = { idleTtlSeconds: 7 * DAY, absoluteTtlSeconds: 30 * DAY, graceSeconds: 30 };
const start = new Date('2026-01-01T12:00:00.000Z');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const address = '192.0.2.1';
const signIn = { id: 'sid-1', accountId: 'a-1', epoch: 0, amr: ['pwd'], userAgent: '', address };
const present = (session: Session, token: RefreshToken, seconds: number): Decision =>
  decide(session, token, { now: at(seconds), address, lifetimes });

const rotate = (session: Session, token: RefreshToken, seconds: number) =>
  decidedAs('rotate', present(session, token, seconds));

const once = () => {
  const { session, token: first } = openSession(signIn, { now: start, lifetimes });
  const { next, successor } = rotate(session, first, 0);
  return { session: next, first, second: successor };
};

const replayed = (session: Session, token: RefreshToken, seconds: number) =>
  decidedAs('replay', present(session, token, seconds));

describe('the grace', () => {
  test.each([
    [-5, false],
    [-5.001, true],
    [-HOUR, true],
    [-HOUR + 29, true],
  ])('%s s after the rotation is over: %s', (seconds, late) => {
    const { session, first } = once();
    expect(replayed(session, first, seconds).late).toBe(late);
  });

  test('that was over stays so when the clock comes to the rotation’s time again', () => {
    const { session, first } = once();
    const { next } = replayed(session, first, 10 - HOUR);
    expect(replayed(next!, first, 10).late).toBe(true);
  });
});

test('a count of 24 hours is not forgotten: what lies ahead of the clock counts', () => {
  const { session, first } = once();
  let held = session;
  for (const seconds of [100, 200, 300]) held = replayed(held, first, seconds).next!;
  for (const seconds of [301 - HOUR, 301, 99 + DAY]) {
    expect(present(held, first, seconds)).toMatchObject({ kind: 'end', why: 'reuse' });
  }
});

describe('the time of the login, as a token tells it', () => {
  test('is the login’s own, also a few seconds ahead of another machine’s clock', () => {
    const { session } = once();
    for (const seconds of [-5, 0, DAY]) expect(loginTimeOf(session, at(seconds))).toEqual(start);
  });

  test('never lies ahead of a clock that was set back, and keeps the age that it had at the last use', () => {
    const { session, second } = once();
    const { next, successor } = rotate(session, second, 600);
    expect(loginTimeOf(next, at(610 - HOUR))).toEqual(at(10 - HOUR));
    const after = rotate(next, successor, 610 - HOUR).next;
    expect(after.authenticatedAt).toEqual(at(10 - HOUR));
    expect(loginTimeOf(after, at(700 - HOUR))).toEqual(at(10 - HOUR));
  });
});

test('a session that is used goes on, and by the clock it ends no later than before', () => {
  const { session, second } = once();
  const { next } = rotate(session, second, -HOUR);
  expect(next.absoluteExpiresAt).toEqual(session.absoluteExpiresAt);
  expect(next.expiresAt).toEqual(at(7 * DAY - HOUR));
  const account = { epoch: 0, disabled: false };
  expect(stands(next, account, at(-HOUR))).toBe(true);
  expect(stands(next, account, at(7 * DAY - HOUR))).toBe(false);
});
