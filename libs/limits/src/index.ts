// The face of @gatehouse/limits. The variables that set them: @gatehouse/limits/variables.
export { parseLimit, type Limit } from './limit.ts';
export {
  createCodeLimit,
  createLoginLimits,
  createMailLimit,
  createRegisterLimit,
  type CodeLimit,
  type LoginLimits,
  type MailLimit,
  type RegisterLimit,
} from './limits.ts';
export type { CodeAttempt } from './code-attempts.ts';
export type { RefusedRefresh } from './address-attempts.ts';
export type { Attempt, CountedAttempt, PasswordLimits } from './password-attempts.ts';
