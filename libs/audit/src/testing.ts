// An audit that remembers, for tests of use cases.
import type { Audit, AuditEvent } from './events.ts';

export interface RecordedAudit {
  readonly audit: Audit;
  readonly events: AuditEvent[];
  /** The events told since it was asked last. */
  readonly taken: () => readonly AuditEvent[];
}

export const recordAudit = (): RecordedAudit => {
  const events: AuditEvent[] = [];
  return {
    events,
    audit: async (event) => void events.push(event),
    taken: () => events.splice(0),
  };
};
