import { describe, expect, test } from '@jest/globals';
import {
  decide,
  formatRefreshToken,
  openSession,
  parseRefreshToken,
  stands,
  surplusOf,
  type RefreshToken,
  type Session,
} from './index.ts';
import { decidedAs } from './testing/decided-as.ts';

const lifetimes = { idleTtlSeconds: 600, absoluteTtlSeconds: 3600, graceSeconds: 30 };
const start = new Date('2026-01-01T00:00:00.000Z');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const signIn = {
  id: 'sid-1',
  accountId: 'a-1',
  epoch: 3,
  amr: ['pwd'],
  userAgent: 'curl/8',
  address: '192.0.2.1',
};
const opened = () => openSession(signIn, { now: start, lifetimes });

const present = (session: Session, token: RefreshToken, now: Date, address = signIn.address) =>
  decide(session, token, { now, address, lifetimes });

const rotated = (session: Session, token: RefreshToken, now: Date) =>
  decidedAs('rotate', present(session, token, now));

describe('a new session', () => {
  test('carries the epoch that was read, the idle end and the absolute end', () => {
    const { session } = opened();
    expect(session).toMatchObject({ ...signIn, generation: 0, predecessor: null, expiresAt: at(600) });
    expect(session.absoluteExpiresAt).toEqual(at(3600));
  });

  test('holds neither part of its token', () => {
    const { session, token } = opened();
    expect(JSON.stringify(session)).not.toContain(token.family);
    expect(JSON.stringify(session)).not.toContain(token.tail);
  });

  test('lives no longer than the absolute end when the idle lifetime is longer', () => {
    const { session } = openSession(signIn, {
      now: start,
      lifetimes: { ...lifetimes, idleTtlSeconds: 9999 },
    });
    expect(session.expiresAt).toEqual(at(3600));
  });
});

describe('the current token', () => {
  test('is replaced, moves the idle end and counts the generation', () => {
    const { session, token } = opened();
    const { next, successor } = rotated(session, token, at(100));
    expect(next).toMatchObject({ generation: 1, lastUsedAt: at(100), expiresAt: at(700) });
    expect(successor.family).toBe(token.family);
    expect(successor.tail).not.toBe(token.tail);
  });

  test('never moves the absolute end', () => {
    const { session, token } = opened();
    const late = { ...session, expiresAt: at(3600) };
    expect(rotated(late, token, at(3500)).next.expiresAt).toEqual(at(3600));
  });

  test.each([
    [599.999, 'rotate'],
    [600, 'expired'],
  ])('after %s s of silence means: %s', (seconds, kind) => {
    const { session, token } = opened();
    expect(present(session, token, at(seconds)).kind).toBe(kind);
  });
});

test('a token that is older than the predecessor is reuse, even within the grace', () => {
  const { session, token } = opened();
  const first = rotated(session, token, start);
  const second = rotated(first.next, first.successor, start);
  expect(present(second.next, token, start)).toEqual({
    kind: 'end',
    why: 'reuse',
    replayedElsewhere: false,
  });
});

test('a tail that no token of the session had is reuse, before its first rotation too', () => {
  const { session, token } = opened();
  const forged = { family: token.family, tail: 'x'.repeat(43) };
  expect(present(session, forged, start)).toMatchObject({ kind: 'end', why: 'reuse' });
  expect(present(rotated(session, token, start).next, forged, start)).toMatchObject({ kind: 'end' });
});

test('the predecessor of an expired session is nothing but expired', () => {
  const { session, token } = opened();
  const { next } = rotated(session, token, at(590));
  expect(present({ ...next, expiresAt: at(595) }, token, at(596)).kind).toBe('expired');
});

describe('what a copy of the store and an old token give', () => {
  test('a sealed successor opens for its predecessor alone', () => {
    const { session, token } = opened();
    const { next, successor } = rotated(session, token, start);
    const stolen = { ...next, currentDigest: 'x', predecessor: next.predecessor };
    const other = { family: token.family, tail: successor.tail };
    expect(present(stolen, other, start).kind).toBe('end');
    expect(JSON.stringify(next)).not.toContain(successor.tail);
  });

  test('a seal that was changed in the store is refused, not opened', () => {
    const { session, token } = opened();
    const { next } = rotated(session, token, start);
    const sealed = next.predecessor?.sealedSuccessor ?? '';
    const changed = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`;
    const forged = { ...next, predecessor: { ...next.predecessor!, sealedSuccessor: changed } };
    expect(() => present(forged, token, start)).toThrow();
  });
});

describe('stands', () => {
  const { session } = opened();
  const account = { epoch: 3, disabled: false };

  test.each([
    ['its account is there', account, 0, true],
    ['its account is gone', null, 0, false],
    ['its account is disabled', { ...account, disabled: true }, 0, false],
    ['its account has ended all sessions since', { ...account, epoch: 4 }, 0, false],
    ['it has expired', account, 600, false],
  ])('when %s', (_when, held, seconds, expected) => {
    expect(stands(session, held, at(seconds))).toBe(expected);
  });
});

describe('surplus', () => {
  const sessions = Array.from({ length: 52 }, (_, index) => ({
    ...opened().session,
    id: `s${index}`,
    createdAt: at(-index),
  }));
  const surplus = (newestFirst: readonly Session[], of: Session) =>
    surplusOf(newestFirst, of).map(({ id }) => id);

  test('are the oldest beyond fifty, whichever of them was opened', () => {
    for (const session of sessions) expect(surplus(sessions, session)).toEqual(['s50', 's51']);
    expect(surplus(sessions.slice(0, 50), sessions[0]!)).toEqual([]);
  });

  test('is not what was opened after a clock was set back, but the oldest of the others', () => {
    const late = { ...opened().session, id: 'late', createdAt: at(-3600) };
    expect(surplus([...sessions.slice(0, 50), late], late)).toEqual(['s49']);
    expect(surplus(sessions.slice(0, 50), late)).toEqual(['s49']);
  });

  test('is what was opened behind fifty others of the same minute', () => {
    expect(surplus(sessions.slice(0, 50), sessions[51]!)).toEqual(['s51']);
  });
});

describe('the form of a token', () => {
  test('is read back as it was written', () => {
    const { token } = opened();
    expect(parseRefreshToken(formatRefreshToken(token))).toEqual(token);
  });

  test('is refused for any other string', () => {
    const text = formatRefreshToken(opened().token);
    for (const other of [
      '',
      'x',
      text.slice(1),
      `${text}=`,
      `${text}\n`,
      text.replace('.', '..'),
      ` ${text}`,
    ]) {
      expect(parseRefreshToken(other)).toBeNull();
    }
  });
});
