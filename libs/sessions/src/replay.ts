// What the direct predecessor of the current token may still do: answer with the same successor, so often and no more.
import { isWithin } from './clock.ts';
import { networkOf } from './network.ts';
import type { RefreshToken } from './refresh-token.ts';
import { openSuccessor } from './seal.ts';
import type { Predecessor, Session, SessionLifetimes } from './session.ts';

const DAY_MS = 86_400_000;

/** How many late answers, and how many replays from other networks, a session has in 24 hours. */
export const COUNTED_PER_DAY = 3;

/** What presenting the predecessor means. */
export type ReplayDecision =
  /**
   * Answer with the same `successor`. Where `next` is not null it holds a count: store it first (compare and swap on the
   * generation). It extends nothing.
   */
  | {
      readonly kind: 'replay';
      readonly successor: RefreshToken;
      readonly next: Session | null;
      /** The grace is over: one of the late answers of the day. */
      readonly late: boolean;
      /** It came from another network than the rotation. */
      readonly replayedElsewhere: boolean;
    }
  /** End the session: `reuse` of a token that is used up, or too many `replays` from other networks. */
  | { readonly kind: 'end'; readonly why: 'reuse' | 'replays'; readonly replayedElsewhere: boolean };

/** Who presents the predecessor, when and from where. */
export interface Presentation {
  readonly token: RefreshToken;
  readonly now: Date;
  readonly address: string;
  readonly lifetimes: Pick<SessionLifetimes, 'graceSeconds'>;
}

/** Decides about `predecessor`, the session's own, whose digest is that of the token. */
export const decideReplay = (
  session: Session,
  predecessor: Predecessor,
  { token, now, address, lifetimes: { graceSeconds } }: Presentation,
): ReplayDecision => {
  const late = !isWithin(graceSeconds, predecessor.usedAt, now);
  const replayedElsewhere = predecessor.network !== null && predecessor.network !== networkOf(address);
  const answeredLateAt = late ? countedAt(session.answeredLateAt, now) : session.answeredLateAt;
  const replayedElsewhereAt = replayedElsewhere
    ? countedAt(session.replayedElsewhereAt, now)
    : session.replayedElsewhereAt;
  if (answeredLateAt.length > COUNTED_PER_DAY) return { kind: 'end', why: 'reuse', replayedElsewhere };
  if (replayedElsewhereAt.length > COUNTED_PER_DAY) return { kind: 'end', why: 'replays', replayedElsewhere };
  const counted: Session = {
    ...session,
    generation: session.generation + 1,
    predecessor: late ? pastGrace(predecessor, graceSeconds, now) : predecessor,
    answeredLateAt,
    replayedElsewhereAt,
  };
  const successor = { family: token.family, tail: openSuccessor(token, predecessor.sealedSuccessor) };
  return {
    kind: 'replay',
    successor,
    next: late || replayedElsewhere ? counted : null,
    late,
    replayedElsewhere,
  };
};

/** The counted times of the last 24 hours, with this one. A time ahead of the clock still counts. */
const countedAt = (times: readonly Date[], now: Date): readonly Date[] => [
  ...times.filter((time) => now.getTime() - time.getTime() < DAY_MS),
  now,
];

/** Once the grace was over it stays so, although a clock that was set back comes to the rotation's time again. */
const pastGrace = (predecessor: Predecessor, graceSeconds: number, now: Date): Predecessor => {
  const latest = now.getTime() - graceSeconds * 1000;
  return { ...predecessor, usedAt: new Date(Math.min(predecessor.usedAt.getTime(), latest)) };
};
