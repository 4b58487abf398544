// What the direct predecessor of the current token may still do: answer with the same successor, so often and no more.
import { isWithin } from './clock.ts';
import { networkOf } from './network.ts';
import type { RefreshToken } from './refresh-token.ts';
import { openSuccessor } from './seal.ts';
import type { Predecessor, Session, SessionLifetimes } from './session.ts';

const DAY_MS = 86_400_000;

/** Once the grace was over it stays so, although a clock that is set back comes to the rotation's time again. */
const LONG_AGO = new Date(0);

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
  const counts = countsOf(session, { late, replayedElsewhere, now });
  if (counts.answeredLateAt.length > COUNTED_PER_DAY) return { kind: 'end', why: 'reuse', replayedElsewhere };
  if (counts.replayedElsewhereAt.length > COUNTED_PER_DAY)
    return { kind: 'end', why: 'replays', replayedElsewhere };
  const successor = { family: token.family, tail: openSuccessor(token, predecessor.sealedSuccessor) };
  const kept = late ? { ...predecessor, usedAt: LONG_AGO } : predecessor;
  const counted = { ...session, ...counts, predecessor: kept, generation: session.generation + 1 };
  const next = late || replayedElsewhere ? counted : null;
  return { kind: 'replay', successor, next, late, replayedElsewhere };
};

/** What the session has counted, with this presentation. */
const countsOf = (
  { answeredLateAt, replayedElsewhereAt }: Session,
  { late, replayedElsewhere, now }: Pick<Presentation, 'now'> & Record<'late' | 'replayedElsewhere', boolean>,
): Pick<Session, 'answeredLateAt' | 'replayedElsewhereAt'> => ({
  answeredLateAt: late ? countedAt(answeredLateAt, now) : answeredLateAt,
  replayedElsewhereAt: replayedElsewhere ? countedAt(replayedElsewhereAt, now) : replayedElsewhereAt,
});

/** The counted times of the last 24 hours, with this one. A time ahead of the clock still counts. */
const countedAt = (times: readonly Date[], now: Date): readonly Date[] => [
  ...times.filter((time) => now.getTime() - time.getTime() < DAY_MS),
  now,
];
