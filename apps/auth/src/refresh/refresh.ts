// Exchanging a refresh token: one compare-and-swap moves the session on; the rules say what each token may still do.
import type { Audit } from '@gatehouse/audit';
import type { SessionStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { LoginLimits, RefusedRefresh } from '@gatehouse/limits';
import type { LogFields, Logger } from '@gatehouse/log';
import { count } from '@gatehouse/metrics';
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
import { issueTokens, type IssueDeps, type IssuedTokens } from '../issue-tokens.ts';

export interface RefreshDeps extends IssueDeps {
  readonly users: Pick<UserStore, 'findById'>;
  readonly sessions: Pick<SessionStore, 'findByFamily' | 'swap' | 'end'>;
  readonly limits: Pick<LoginLimits, 'countRefusedRefresh'>;
  readonly lifetimes: SessionLifetimes;
  readonly audit: Audit;
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

/** New tokens of the same session. Throws `invalid_grant`, one answer for every token that is not good, or `too_many_attempts`. */
export const refresh = async (
  deps: RefreshDeps,
  { refreshToken, address }: RefreshInput,
): Promise<IssuedTokens> => {
  const token = parseRefreshToken(refreshToken);
  if (token === null) return refuse(deps, { accountId: null, address });
  const now = deps.now();
  const { session, successor } = await advance(deps, token, { now, address });
  // Read last: an ending that was acknowledged before this point is seen, and what it ended gets no token.
  const account = await deps.users.findById(session.accountId);
  if (account === null || !stands(session, account, now))
    return refuse(deps, { accountId: session.accountId, address });
  count('Refreshes');
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
    if (session === null) return refuse(deps, { accountId: null, address: circumstances.address });
    const advanced = await follow(deps, session, token, circumstances);
    if (advanced !== null) return advanced;
  }
  throw new GatehouseError('store_unavailable', { retryAfterSeconds: 1 });
};

/** Does what the rules decide; null when another request moved the session in between. */
const follow = async (
  deps: RefreshDeps,
  session: Session,
  token: RefreshToken,
  circumstances: Circumstances,
): Promise<Advanced | null> => {
  const decision = decide(session, token, { ...circumstances, lifetimes: deps.lifetimes });
  const refused = { accountId: session.accountId, address: circumstances.address };
  switch (decision.kind) {
    case 'rotate': {
      const { next, successor } = decision;
      return (await deps.sessions.swap(next, session.generation)) ? { session: next, successor } : null;
    }
    case 'replay':
      return answerReplay(deps, session, decision);
    case 'end':
      await end(deps, session, decision);
      return refuse(deps, refused);
    case 'expired':
      return refuse(deps, refused);
  }
};

type Decided<Kind> = Extract<ReplayDecision, { readonly kind: Kind }>;

const answerReplay = async (
  deps: RefreshDeps,
  session: Session,
  decision: Decided<'replay'>,
): Promise<Advanced | null> => {
  const { next, successor, replayedElsewhere } = decision;
  if (next !== null && !(await deps.sessions.swap(next, session.generation))) return null;
  count('Replays');
  deps.logger[replayedElsewhere ? 'warn' : 'info'](replayed(decision), factsOf(session));
  if (replayedElsewhere) await tellReplay(deps, session);
  return { session: next ?? session, successor };
};

/** Of several that end it at once, one tells. */
const end = async (
  deps: RefreshDeps,
  session: Session,
  { why, replayedElsewhere }: Decided<'end'>,
): Promise<void> => {
  const { id: sid, accountId: subject, familyDigest } = session;
  if (replayedElsewhere) await tellReplay(deps, session);
  const ended = await deps.sessions.end(familyDigest);
  if (ended !== null) {
    await deps.audit({ event: 'session_ended', subject, sid, why });
    deps.logger.warn(ENDED[why], factsOf(session));
  }
};

const tellReplay = ({ audit }: RefreshDeps, { id: sid, accountId: subject }: Session): Promise<void> =>
  audit({ event: 'refresh_replayed_elsewhere', subject, sid });

const factsOf = ({ id, accountId }: Session): LogFields => ({ sid: id, sub: accountId });

/** One answer for whatever is not good, counted where it came from. */
const refuse = async ({ limits }: RefreshDeps, refused: RefusedRefresh): Promise<never> => {
  await limits.countRefusedRefresh(refused);
  throw new GatehouseError('invalid_grant');
};

const ENDED = {
  reuse: 'refresh token reused: session ended',
  replays: 'refresh token replayed too often from other networks: session ended',
} as const;

const replayed = ({ late, replayedElsewhere }: Decided<'replay'>): string =>
  `refresh token replayed ${late ? 'after' : 'within'} the grace${replayedElsewhere ? ', from another network' : ''}`;
