// The face of @gatehouse/http. Without Middy: @gatehouse/http/principal and /problems.
export {
  accepted,
  cacheable,
  created,
  noContent,
  ok,
  okTokens,
  type Answer,
  type AnswerOf,
  type Headers,
} from './answers.ts';
export { httpHandler, type LambdaHandler } from './http-handler.ts';
export type { Principal } from './principal.ts';
export type { UseCaseRules, HandlerOptions, HttpRequest, ServedRoute, Service } from './request.ts';
