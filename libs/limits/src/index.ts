// The face of @gatehouse/limits. The variables that set them: @gatehouse/limits/variables.
export { parseLimit, type Limit } from './limit.ts';
export {
  createLoginLimits,
  createMailLimit,
  createRegisterLimit,
  type LoginLimits,
  type MailLimit,
  type RegisterLimit,
} from './limits.ts';
export type { RefusedRefresh } from './address-attempts.ts';
export type { Attempt, CountedAttempt, PasswordLimits } from './password-attempts.ts';
