// Exchanging a refresh token: one compare-and-swap moves the session on; the rules say what each token may still do.
import type { Tokens } from '@gatehouse/auth-contract';
import type { SessionStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Logger } from '@gatehouse/log';
import {
  decide,
  digestOf,
  parseRefreshToken,
  stands,
  type RefreshContext,
  type ReplayDecision,
  type RefreshToken,
  type Session,
  type SessionLifetimes,
} from '@gatehouse/sessions';
import { issueTokens, type IssueDeps } from '../issue-tokens.ts';

export interface RefreshDeps extends IssueDeps {
  readonly users: Pick<UserStore, 'findById'>;
  readonly sessions: Pick<SessionStore, 'findByFamily' | 'swap' | 'end'>;
  readonly lifetimes: SessionLifetimes;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly now: () => Date;
}

/**
 * A swap is lost to another refresh or to a password change; each loss reads the session again. A token can lose to one
 * rotation and to six counted replays before its session ends.
 */
const ATTEMPTS = 8;

export interface RefreshInput {
  readonly refreshToken: string;
  /** The caller's, as API Gateway saw it. */
  readonly address: string;
}

/** New tokens of the same session. Throws `invalid_grant`, one answer for every token that is not good. */
export const refresh = async (
  deps: RefreshDeps,
  { refreshToken, address }: RefreshInput,
): Promise<Tokens> => {
  const token = parseRefreshToken(refreshToken);
  if (token === null) throw new GatehouseError('invalid_grant');
  const now = deps.now();
  const { session, successor } = await advance(deps, token, { now, address });
  // Read last: an ending that was acknowledged before this point is seen, and what it ended gets no token.
  const account = await deps.users.findById(session.accountId);
  if (account === null || !stands(session, account, now)) throw new GatehouseError('invalid_grant');
  return issueTokens(deps, { account, session, refreshToken: successor, now });
};

type Circumstances = Pick<RefreshContext, 'now' | 'address'>;

interface Advanced {
  readonly session: Session;
  readonly successor: RefreshToken;
}

const advance = async (
  deps: RefreshDeps,
  token: RefreshToken,
  circumstances: Circumstances,
): Promise<Advanced> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const session = await deps.sessions.findByFamily(digestOf(token.family));
    if (session === null) throw new GatehouseError('invalid_grant');
    const advanced = await follow(deps, session, token, circumstances);
    if (advanced !== null) return advanced;
  }
  throw new GatehouseError('store_unavailable', { retryAfterSeconds: 1 });
};

/** Does what the rules decide; null when another request moved the session in between. */
const follow = async (
  { sessions, lifetimes, logger }: RefreshDeps,
  session: Session,
  token: RefreshToken,
  circumstances: Circumstances,
): Promise<Advanced | null> => {
  const decision = decide(session, token, { ...circumstances, lifetimes });
  const facts = { sid: session.id, sub: session.accountId };
  switch (decision.kind) {
    case 'rotate': {
      const { next, successor } = decision;
      return (await sessions.swap(next, session.generation)) ? { session: next, successor } : null;
    }
    case 'replay': {
      const { next, successor } = decision;
      if (next !== null && !(await sessions.swap(next, session.generation))) return null;
      logger[decision.replayedElsewhere ? 'warn' : 'info'](replayed(decision), facts);
      return { session: next ?? session, successor };
    }
    case 'end':
      // Of several at once, the one who ended it tells of it.
      if (await sessions.end(session.familyDigest)) logger.warn(ENDED[decision.why], facts);
      throw new GatehouseError('invalid_grant');
    case 'expired':
      throw new GatehouseError('invalid_grant');
  }
};

const ENDED = {
  reuse: 'refresh token reused: session ended',
  replays: 'refresh token replayed too often from other networks: session ended',
} as const;

const replayed = ({ late, replayedElsewhere }: Extract<ReplayDecision, { kind: 'replay' }>): string =>
  `refresh token replayed ${late ? 'after' : 'within'} the grace${replayedElsewhere ? ', from another network' : ''}`;
