// The face of @gatehouse/sessions.
export { CLOCK_SKEW_SECONDS, loginTimeOf } from './clock.ts';
export { ipv4Of, networkOf } from './network.ts';
export {
  digestOf,
  formatRefreshToken,
  parseRefreshToken,
  type RandomBytes,
  type RefreshToken,
} from './refresh-token.ts';
export type { ReplayDecision } from './replay.ts';
export {
  decide,
  openSession,
  stands,
  surplusOf,
  type Decision,
  type RefreshContext,
  type RuleContext,
  type SignIn,
} from './rules.ts';
export type { Predecessor, Session, SessionLifetimes } from './session.ts';
