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

/** A swap is lost to another refresh or to a password change; each loss reads the session again. */
const ATTEMPTS = 5;

/** New tokens of the same session. Throws `invalid_grant`, one answer for every token that is not good. */
export const refresh = async (
  deps: RefreshDeps,
  { refreshToken }: { readonly refreshToken: string },
): Promise<Tokens> => {
  const token = parseRefreshToken(refreshToken);
  if (token === null) throw new GatehouseError('invalid_grant');
  const now = deps.now();
  const { session, successor } = await advance(deps, token, now);
  // Read last: an ending that was acknowledged before this point is seen, and what it ended gets no token.
  const account = await deps.users.findById(session.accountId);
  if (account === null || !stands(session, account, now)) throw new GatehouseError('invalid_grant');
  return issueTokens(deps, { account, session, refreshToken: successor, now });
};

interface Advanced {
  readonly session: Session;
  readonly successor: RefreshToken;
}

const advance = async (deps: RefreshDeps, token: RefreshToken, now: Date): Promise<Advanced> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const session = await deps.sessions.findByFamily(digestOf(token.family));
    if (session === null) throw new GatehouseError('invalid_grant');
    const advanced = await follow(deps, session, token, now);
    if (advanced !== null) return advanced;
  }
  throw new GatehouseError('store_unavailable', { retryAfterSeconds: 1 });
};

/** Does what the rules decide; null when another request moved the session in between. */
const follow = async (
  { sessions, lifetimes, logger }: RefreshDeps,
  session: Session,
  token: RefreshToken,
  now: Date,
): Promise<Advanced | null> => {
  const decision = decide(session, token, { now, lifetimes });
  const facts = { sid: session.id, sub: session.accountId };
  switch (decision.kind) {
    case 'rotate': {
      const { next, successor } = decision;
      return (await sessions.swap(next, session.generation)) ? { session: next, successor } : null;
    }
    case 'replay':
      logger.info('refresh token replayed within the grace', facts);
      return { session, successor: decision.successor };
    case 'reuse':
      await sessions.end(session.familyDigest);
      logger.warn('refresh token reused: session ended', facts);
      throw new GatehouseError('invalid_grant');
    case 'expired':
      throw new GatehouseError('invalid_grant');
  }
};
