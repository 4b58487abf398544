import { describe, expect, test } from '@jest/globals';
import { decide, openSession, type Decision, type RefreshToken, type Session } from './index.ts';
import { decidedAs } from './testing/decided-as.ts';

const DAY = 86_400;
const lifetimes = { idleTtlSeconds: 20 * DAY, absoluteTtlSeconds: 30 * DAY, graceSeconds: 30 };
const start = new Date('2026-01-01T00:00:00.000Z');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);
const HERE = '192.0.2.1';
const NEAR = '192.0.2.200';
const AWAY = '198.51.100.1';

const open = () => {
  const signIn = {
    id: 'sid-1',
    accountId: 'a-1',
    epoch: 3,
    amr: ['pwd'],
    userAgent: 'curl/8',
    address: AWAY,
  };
  return openSession(signIn, { now: start, lifetimes });
};

const present = (session: Session, token: RefreshToken, seconds: number, address = HERE): Decision =>
  decide(session, token, { now: at(seconds), address, lifetimes });

const rotate = (session: Session, token: RefreshToken, seconds: number) =>
  decidedAs('rotate', present(session, token, seconds));

/** A session that was rotated once, at the start and from here, and both of its tokens. */
const once = () => {
  const { session, token: first } = open();
  const { next, successor } = rotate(session, first, 0);
  return { session: next, first, second: successor };
};

/** What presenting the token at each of these times, or times and addresses, means, with the counts kept. */
const presentAll = (
  session: Session,
  token: RefreshToken,
  calls: readonly (readonly [seconds: number, address?: string])[],
) => {
  const kinds: string[] = [];
  for (const [seconds, address] of calls) {
    const decision = present(session, token, seconds, address);
    kinds.push(decision.kind === 'end' ? decision.why : decision.kind);
    if (decision.kind === 'end') break;
    if (decision.kind === 'replay') session = decision.next ?? session;
  }
  return { kinds, session };
};

describe('within the grace', () => {
  test('the predecessor answers with the same successor every time, and nothing is written', () => {
    const { session, first, second } = once();
    for (const seconds of [-5, 0, 1, 29.999]) {
      expect(present(session, first, seconds, NEAR)).toEqual({
        kind: 'replay',
        successor: second,
        next: null,
        late: false,
        replayedElsewhere: false,
      });
    }
  });

  test('a replay from another network than the rotation’s is counted, and extends nothing', () => {
    const { session, first, second } = once();
    const decision = present(session, first, 10, AWAY);
    expect(decision).toMatchObject({
      kind: 'replay',
      successor: second,
      late: false,
      replayedElsewhere: true,
    });
    expect((decision as { readonly next: Session }).next).toEqual({
      ...session,
      generation: session.generation + 1,
      replayedElsewhereAt: [at(10)],
    });
  });

  test('the fourth of them in 24 hours ends the session', () => {
    const { session, first } = once();
    const calls = [1, 2, 3, 4].map((seconds) => [seconds, AWAY] as const);
    expect(presentAll(session, first, calls).kinds).toEqual(['replay', 'replay', 'replay', 'replays']);
  });

  test('their count outlives a rotation, and each of them 24 hours', () => {
    const { session, first, second } = once();
    const three = presentAll(session, first, [
      [1, AWAY],
      [2, AWAY],
      [3, AWAY],
    ]).session;
    const soon = rotate(three, second, 100).next;
    expect(present(soon, second, 101, AWAY)).toEqual({
      kind: 'end',
      why: 'replays',
      replayedElsewhere: true,
    });
    const dayLater = rotate(three, second, DAY).next;
    expect(present(dayLater, second, DAY + 0.999, AWAY).kind).toBe('end');
    expect(present(dayLater, second, DAY + 1, AWAY)).toMatchObject({
      next: { replayedElsewhereAt: [at(2), at(3), at(DAY + 1)] },
    });
  });

  test('where an older release made the rotation, nothing is another network', () => {
    const { session, first } = once();
    const older = { ...session, predecessor: { ...session.predecessor!, network: null } };
    expect(present(older, first, 1, AWAY)).toMatchObject({ next: null, replayedElsewhere: false });
  });
});

describe('after the grace', () => {
  test('the predecessor is still answered with the same successor, counted, and extends nothing', () => {
    const { session, first, second } = once();
    const decision = present(session, first, 30);
    expect(decision).toMatchObject({
      kind: 'replay',
      successor: second,
      late: true,
      replayedElsewhere: false,
    });
    expect((decision as { readonly next: Session }).next).toEqual({
      ...session,
      generation: session.generation + 1,
      predecessor: { ...session.predecessor, usedAt: new Date(0) },
      answeredLateAt: [at(30)],
    });
  });

  test('three times in 24 hours; the fourth is reuse', () => {
    const { session, first } = once();
    const calls = [30, 3600, 7200, DAY + 29.999].map((seconds) => [seconds] as const);
    expect(presentAll(session, first, calls).kinds).toEqual(['replay', 'replay', 'replay', 'reuse']);
    const later = [30, 3600, 7200, DAY + 30].map((seconds) => [seconds] as const);
    expect(presentAll(session, first, later).kinds).toEqual(['replay', 'replay', 'replay', 'replay']);
  });

  test('once the successor was used, the first token is reuse', () => {
    const { session, first, second } = once();
    const { next } = rotate(session, second, 100);
    expect(present(next, first, 101)).toMatchObject({ kind: 'end', why: 'reuse' });
  });

  test('their count outlives a rotation', () => {
    const { session, first, second } = once();
    const three = presentAll(session, first, [[30], [31], [32]]).session;
    const { next } = rotate(three, second, 100);
    expect(present(next, second, 129).kind).toBe('replay');
    expect(present(next, second, 130)).toMatchObject({ kind: 'end', why: 'reuse' });
  });

  test('from another network each of them counts as a replay elsewhere too', () => {
    const { session, first } = once();
    const calls = [
      [1, AWAY],
      [2, AWAY],
      [40, AWAY],
    ] as const;
    const { kinds, session: three } = presentAll(session, first, calls);
    expect(kinds).toEqual(['replay', 'replay', 'replay']);
    expect(three).toMatchObject({
      answeredLateAt: [at(40)],
      replayedElsewhereAt: [at(1), at(2), at(40)],
    });
    expect(present(three, first, 50, AWAY)).toMatchObject({ why: 'replays', replayedElsewhere: true });
    expect(present(three, first, 50, HERE)).toMatchObject({ kind: 'replay', replayedElsewhere: false });
  });

  test('a grace of 0 leaves the late answers', () => {
    const { session, first } = once();
    const none = { ...lifetimes, graceSeconds: 0 };
    const decision = decide(session, first, { now: start, address: HERE, lifetimes: none });
    expect(decision).toMatchObject({ kind: 'replay', late: true });
  });
});
