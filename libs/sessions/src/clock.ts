// What the rules make of times that lie ahead of the clock: it has been set back, or another machine's is ahead of ours.
import type { Session } from './session.ts';

/** How far two machines' clocks may be apart without a meaning; as much as the verification of access tokens tolerates. */
export const CLOCK_SKEW_SECONDS = 5;

/** Whether `time` lies at most `seconds` back, and no further ahead than two clocks may be apart. */
export const isWithin = (seconds: number, time: Date, now: Date): boolean => {
  const ageSeconds = (now.getTime() - time.getTime()) / 1000;
  return ageSeconds >= -CLOCK_SKEW_SECONDS && ageSeconds < seconds;
};

/**
 * When the login was, by a clock that says `now`: the `auth_time` of an access token. Where the clock has been set back
 * behind the login, a token that names the login's own time would be refused as one of the future; so the login is as long
 * ago as it was when the session was last used.
 */
export const loginTimeOf = ({ authenticatedAt, lastUsedAt }: Session, now: Date): Date => {
  if (isAtMostSkewedAhead(authenticatedAt, now)) return authenticatedAt;
  const knownAgeMs = Math.max(0, lastUsedAt.getTime() - authenticatedAt.getTime());
  return new Date(now.getTime() - knownAgeMs);
};

const isAtMostSkewedAhead = (time: Date, now: Date): boolean =>
  time.getTime() - now.getTime() <= CLOCK_SKEW_SECONDS * 1000;
