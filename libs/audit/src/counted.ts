// Which events are metrics too: those that tell whether people get in, and whether somebody else tries to.
import type { Counter } from '@gatehouse/metrics';
import type { AuditEvent } from './events.ts';

/** What an event counts as; undefined for one that is no metric. */
export const counterOf = (event: AuditEvent): Counter | undefined => {
  if (event.event !== 'session_ended') return COUNTERS[event.event];
  return event.why === 'reuse' || event.why === 'replays' ? 'ReusedTokens' : undefined;
};

const COUNTERS: Readonly<Partial<Record<AuditEvent['event'], Counter>>> = {
  login_succeeded: 'Logins',
  login_failed: 'FailedLogins',
  second_factor_failed: 'FailedLogins',
  refresh_replayed_elsewhere: 'ReplaysElsewhere',
};
