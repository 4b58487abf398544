// The face of @gatehouse/sessions.
export {
  digestOf,
  formatRefreshToken,
  parseRefreshToken,
  type RandomBytes,
  type RefreshToken,
} from './refresh-token.ts';
export {
  decide,
  openSession,
  stands,
  surplusOf,
  type Decision,
  type RuleContext,
  type SignIn,
} from './rules.ts';
export type { Predecessor, Session, SessionLifetimes } from './session.ts';
