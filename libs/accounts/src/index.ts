// The face of @gatehouse/accounts. Nothing of it loads the hashing library's native module before the first password.
export { adminCaller, recentAdminCaller, type RecentDeps } from './admin-caller.ts';
export { isAdmin, requireAdmin, requireRecentLogin, standingCaller, type CallerDeps } from './caller.ts';
export { createCallerDeps, type CallerDepsFactory, type CallerDepsOptions } from './caller-deps.ts';
export { hashersOnDemand } from './hashers-on-demand.ts';
export { newPasswordHashersOnDemand, type NewPasswordHasher } from './new-password-hashers-on-demand.ts';
export { countGone, IMPORTED_HASHES, renewHash, type RenewalDeps } from './imported-hashes.ts';
export {
  confirmationOf,
  resetOf,
  stillWaiting,
  type Addressee,
  type Confirmation,
  type Reset,
} from './links.ts';
export { oldSystemOnDemand } from './legacy-login/old-system-on-demand.ts';
export type { Credentials, OldSystem } from './legacy-login/old-system.ts';
export type { Vouched } from './legacy-login/vouched.ts';
export { createNewPasswordRules, requireGoodPassword, type NewPasswordRules } from './new-password.ts';
export { NO_PASSWORD } from './no-password.ts';
export { sweepEnded, type SweepDeps } from './sweep-ended.ts';
export { untilWon, type Contest } from './until-won.ts';
export {
  checkHashingCost,
  passwordVariables,
  type HasherVariables,
  type HashingCost,
} from './password-variables.ts';
export { registrationVariables, requireMail, type RegistrationVariables } from './registration-variables.ts';
export { createRefusals, REFUSAL_FLOOR_MS, type Refusals, type RefusalsOptions } from './refusals.ts';
