export type { ApiStage, PolicyScope } from './api-stage.ts';
export { AuthPolicy } from './auth-policy.ts';
export {
  parseAuthorizerResult,
  type AuthorizerContext,
  type AuthorizerResult,
  type ParsedAuthorizerResult,
  type PolicyDocument,
  type PolicyStatement,
} from './authorizer-result.ts';
export { compileGrants, type CompiledGrants, type Grant, type Route } from './compile-grants.ts';
export type { ConditionOperator, ConditionValue } from './condition-operators.ts';
export type { Conditions, RequestContext } from './conditions.ts';
export { PolicyError, type PolicyErrorCode } from './errors.ts';
export {
  decide,
  evaluate,
  readPolicy,
  type Decision,
  type EvaluationRequest,
  type Policy,
} from './evaluate.ts';
export { HttpVerb, isHttpVerb } from './http-verb.ts';
export { RESOURCE_MAX_CHARACTERS, RESULT_MAX_BYTES } from './limits.ts';
export {
  formatMethodArn,
  parseMethodArn,
  type HttpMethodArn,
  type MethodArn,
  type RouteArn,
} from './method-arn.ts';
export type { Effect } from './policy-language.ts';
export { PolicyBuilder } from './policy-builder.ts';
