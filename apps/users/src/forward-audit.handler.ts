// Brings the audit lines of this stack's log into a log group of their own. No request ever waits for it.
export { forwardAuditLines as handler } from '@gatehouse/audit/forward';
