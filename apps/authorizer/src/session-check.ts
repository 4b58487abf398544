// Whether the session behind a token still stands, asked of the store at most every so often per session.
import type { SessionStore, UserStore } from '@gatehouse/db';
import { REQUEST_BUDGET_MS, withBudget } from '@gatehouse/deadline';
import type { AccessTokenClaims } from '@gatehouse/jwt';
import { stands } from '@gatehouse/sessions';

export interface SessionCheckDeps {
  readonly users: Pick<UserStore, 'findById'>;
  readonly sessions: Pick<SessionStore, 'findById'>;
}

export interface SessionCheckOptions {
  /** For how long a session that stood counts without another look; 0 looks every time. */
  readonly seconds: number;
  readonly now: () => Date;
  /** How many sessions are remembered; beyond that the one remembered longest goes. */
  readonly maxSessions?: number;
}

/**
 * The check, with its bounded memory. Only a session that stood is remembered: one that does not stand is looked up again,
 * so that a password change does not lock its own session out. Errors of the store pass through: no answer is no allow.
 */
export const createSessionCheck = (
  dependencies: () => Promise<SessionCheckDeps>,
  { seconds, now, maxSessions = 10_000 }: SessionCheckOptions,
): ((claims: AccessTokenClaims) => Promise<boolean>) => {
  const stoodAtMs = new Map<string, number>();

  const remember = (sid: string, nowMs: number): void => {
    stoodAtMs.delete(sid);
    stoodAtMs.set(sid, nowMs);
    const [oldest] = stoodAtMs.keys();
    if (stoodAtMs.size > maxSessions && oldest !== undefined) stoodAtMs.delete(oldest);
  };

  /** What stood ahead of the clock stood before it was set back, nobody knows how long ago. */
  const stoodLately = (sid: string, nowMs: number): boolean => {
    const ageMs = nowMs - (stoodAtMs.get(sid) ?? -Infinity);
    return ageMs >= 0 && ageMs < seconds * 1000;
  };

  return async (claims) => {
    const at = now();
    if (stoodLately(claims.sid, at.getTime())) return true;
    const look = async (): Promise<boolean> => sessionStands(await dependencies(), claims, at);
    const standing = await withBudget(REQUEST_BUDGET_MS, look);
    if (standing) remember(claims.sid, at.getTime());
    else stoodAtMs.delete(claims.sid);
    return standing;
  };
};

const sessionStands = async (
  { users, sessions }: SessionCheckDeps,
  { sid, sub }: AccessTokenClaims,
  now: Date,
): Promise<boolean> => {
  const [session, account] = await Promise.all([sessions.findById(sid), users.findById(sub)]);
  return session?.accountId === sub && stands(session, account, now);
};
