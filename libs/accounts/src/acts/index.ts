// What is done to somebody's account, by an admin's call or an operator's command alike: @gatehouse/accounts/acts. Each act keeps the
// last admin, and tells the audit.
export { endSessionsOf, type EndSessionsDeps } from './end-sessions.ts';
export { eraseAccount, eraseWaiting, TOKEN_KINDS, type EraseDeps, type EraseWaitingDeps } from './erase.ts';
export { createKnownRoles, type KnownRoles, type KnownRolesOptions } from './known-roles.ts';
export { isStandingAdmin, leavingAnAdmin, type LastAdminDeps } from './last-admin.ts';
export { mailReset, type MailResetDeps } from './mail-reset.ts';
export type { Meant } from './meant.ts';
export { disableAccount, enableAccount, type DisableDeps } from './set-disabled.ts';
export { grantRole, revokeRole, setRoles, type RolesDeps } from './set-roles.ts';
export { unenrol, type UnenrolDeps } from './unenrol.ts';
