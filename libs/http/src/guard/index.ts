// The face of @gatehouse/http/guard: Lambda functions that verify the caller's token themselves.
export { answerProblems, type ProblemOptions } from './answer-problems.ts';
export type { GuardOptions } from './authenticator.ts';
export type { HttpEvent } from './event.ts';
export { authenticate, requireMfa, requireRole, type GuardMiddleware } from './middleware.ts';
export type { Refusal } from './refusal.ts';
export type { TrustedIssuer, VerificationOptions } from './trusted-issuer.ts';
export { withAuthentication, type GuardedHandler } from './with-authentication.ts';
