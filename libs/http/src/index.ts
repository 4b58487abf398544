// The face of @gatehouse/http. Without Middy: @gatehouse/http/fields, /principal and /problems.
export { cacheable, created, noContent, ok, type Answer, type Headers } from './answers.ts';
export { httpHandler, type LambdaHandler } from './http-handler.ts';
export type { Principal } from './principal.ts';
export type { BodyRules, HandlerOptions, HttpRequest, Service } from './request.ts';
