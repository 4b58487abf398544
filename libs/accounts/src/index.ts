// The face of @gatehouse/accounts; what needs the hashing library has its own entry, ./passwords.
export { requireAdmin, requireRecentLogin, standingCaller } from './caller.ts';
