// The face of @gatehouse/audit. The function that forwards lines is @gatehouse/audit/forward.
export { accountKeyOf } from './account-key.ts';
export {
  AUDIT_EVENTS,
  ENDINGS,
  type Audit,
  type AuditEvent,
  type AuditEventName,
  type Ending,
  type ChangedFactor,
  type Refusal,
  type TriedFactor,
} from './events.ts';
export { parseLine, type AuditLine } from './line.ts';
export {
  createAuditTrail,
  type AuditedRequest,
  type AuditTrail,
  type TrailOptions,
  type WriteLine,
} from './trail.ts';
export { auditFileIn, toFile, toStandardOutput, writersOf } from './writers.ts';
