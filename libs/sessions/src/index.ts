// The face of @gatehouse/sessions.
export type { Predecessor, Session, SessionLifetimes } from './session.ts';
