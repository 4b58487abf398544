// The life of a session as pure decisions on (session, token, now). A store only finds and swaps what is decided here.
import { randomBytes } from 'node:crypto';
import { loginTimeOf } from './clock.ts';
import { networkOf } from './network.ts';
import { digestOf, randomPart, type RandomBytes, type RefreshToken } from './refresh-token.ts';
import { decideReplay, type ReplayDecision } from './replay.ts';
import { sealSuccessor } from './seal.ts';
import type { Session, SessionLifetimes } from './session.ts';

/** An account keeps at most this many sessions; a further login ends the oldest. */
const SESSIONS_PER_ACCOUNT = 50;

/** What the rules take besides their subject; `random` is node:crypto's unless a test injects its own. */
export interface RuleContext {
  readonly now: Date;
  readonly lifetimes: SessionLifetimes;
  readonly random?: RandomBytes;
}

/** What a refresh is decided by, besides its session and its token. */
export interface RefreshContext extends RuleContext {
  /** The caller's address, as API Gateway saw it. */
  readonly address: string;
}

/** Who signs in, from where. `epoch` is the account's, as read before the password was verified. */
export interface SignIn {
  readonly id: string;
  readonly accountId: string;
  readonly epoch: number;
  /** What was given (RFC 8176 §2). */
  readonly amr: readonly string[];
  readonly userAgent: string;
  readonly address: string;
}

/** What presenting a token to a session means. */
export type Decision =
  /** The current token: store `next` (compare and swap on the generation), then answer with `successor`. */
  | { readonly kind: 'rotate'; readonly next: Session; readonly successor: RefreshToken }
  /** The direct predecessor, which answers with the same successor or ends the session. */
  | ReplayDecision
  | { readonly kind: 'expired' };

/** A new session and its first refresh token. */
export const openSession = (
  { id, accountId, epoch, amr, userAgent, address }: SignIn,
  { now, lifetimes, random = randomBytes }: RuleContext,
): { readonly session: Session; readonly token: RefreshToken } => {
  const token = { family: randomPart(random), tail: randomPart(random) };
  const absoluteExpiresAt = later(now, lifetimes.absoluteTtlSeconds);
  const session: Session = {
    id,
    familyDigest: digestOf(token.family),
    accountId,
    epoch,
    generation: 0,
    currentDigest: digestOf(token.tail),
    predecessor: null,
    answeredLateAt: [],
    replayedElsewhereAt: [],
    amr,
    authenticatedAt: now,
    createdAt: now,
    lastUsedAt: now,
    absoluteExpiresAt,
    expiresAt: idleEnd(absoluteExpiresAt, now, lifetimes),
    userAgent,
    address,
  };
  return { session, token };
};

/**
 * Decides what a token of this session's family may do now. One that is neither the current token nor its direct predecessor
 * is reuse, however old it is: somebody holds a copy (RFC 9700 §4.14.2).
 */
export const decide = (session: Session, token: RefreshToken, context: RefreshContext): Decision => {
  if (context.now >= session.expiresAt) return { kind: 'expired' };
  const { predecessor } = session;
  const digest = digestOf(token.tail);
  if (digest === session.currentDigest) return rotate(session, token, context);
  if (digest === predecessor?.digest) return decideReplay(session, predecessor, { token, ...context });
  return { kind: 'end', why: 'reuse', replayedElsewhere: false };
};

/** Whether a session counts: not expired, of an account that is there, enabled, and has ended no sessions since. */
export const stands = (
  session: Session,
  account: { readonly epoch: number; readonly disabled: boolean } | null,
  now: Date,
): boolean =>
  account !== null && !account.disabled && session.epoch === account.epoch && now < session.expiresAt;

/** The clocks of two processes differ by less, in milliseconds. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Of an account's sessions, newest first: those beyond the limit, which have to go. What seems newer than `opened` by more than
 * clocks differ was there before a clock was set back, and counts as older. Of many logins at once each sees the same order, so
 * that exactly the limit is left; a session that was opened behind so many others is surplus itself.
 */
export const surplusOf = (newestFirst: readonly Session[], opened: Session): readonly Session[] => {
  const isAhead = ({ createdAt }: Session): boolean => +createdAt - +opened.createdAt > CLOCKS_DIFFER_MS;
  const held = newestFirst.some(({ id }) => id === opened.id) ? newestFirst : [...newestFirst, opened];
  const inOrder = [...held.filter((session) => !isAhead(session)), ...held.filter(isAhead)];
  return inOrder.slice(SESSIONS_PER_ACCOUNT);
};

const rotate = (
  session: Session,
  token: RefreshToken,
  { now, address, lifetimes, random = randomBytes }: RefreshContext,
): Decision => {
  const tail = randomPart(random);
  const sealedSuccessor = sealSuccessor(token, tail, random);
  const next: Session = {
    ...session,
    generation: session.generation + 1,
    currentDigest: digestOf(tail),
    predecessor: {
      digest: session.currentDigest,
      sealedSuccessor,
      usedAt: now,
      network: networkOf(address),
    },
    authenticatedAt: loginTimeOf(session, now),
    lastUsedAt: now,
    expiresAt: idleEnd(session.absoluteExpiresAt, now, lifetimes),
  };
  return { kind: 'rotate', next, successor: { family: token.family, tail } };
};

const idleEnd = (absoluteEnd: Date, now: Date, { idleTtlSeconds }: SessionLifetimes): Date => {
  const idle = later(now, idleTtlSeconds);
  return idle < absoluteEnd ? idle : absoluteEnd;
};

const later = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
