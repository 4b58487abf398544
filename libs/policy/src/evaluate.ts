// The decision on one request: IAM's evaluation logic for a single policy, closed towards everything it does not know.
import { conditionsHold, indexContext, type RequestContext } from './conditions.ts';
import { readDocument, type ReadStatement } from './document.ts';
import type { Effect } from './policy-language.ts';

/** One call as IAM sees it: the action on the resource, with the keys that conditions ask for. */
export interface EvaluationRequest {
  /** `execute-api:Invoke`, in any letter case. */
  readonly action: string;
  /** The method's ARN, see `formatMethodArn`. */
  readonly resource: string;
  readonly context?: RequestContext;
}

/** What comes of a policy for one request. */
export type Decision = 'allow' | 'deny';

/** A document whose every member is understood. */
export type Policy = readonly ReadStatement[];

/**
 * Reads a document as IAM does. API Gateway answers 500 for one that it cannot read.
 * @throws PolicyError `invalid_policy` for anything that is not understood (a member, version, effect, operator, value,
 * policy variable), its message naming the member and the rule
 * @example
 * const policy = readPolicy(answer.policyDocument); // once, for many decisions
 */
export const readPolicy = (policyDocument: unknown): Policy => readDocument(policyDocument);

/**
 * An explicit Deny wins; then an Allow that applies; all else is denied.
 * @example
 * decide(readPolicy(answer.policyDocument), { action: 'execute-api:Invoke', resource: event.methodArn });
 */
export const decide = (policy: Policy, request: EvaluationRequest): Decision => {
  if (someApplies('Deny', policy, request)) return 'deny';
  return someApplies('Allow', policy, request) ? 'allow' : 'deny';
};

/**
 * Both in one. A document that cannot be read denies every request, because what is not understood might have been a
 * Deny. Never throws for a document that came from JSON.
 * @example
 * const resource = formatMethodArn({ ...api, verb: 'GET', path: '/pets/7' });
 * evaluate(answer.policyDocument, { action: 'execute-api:Invoke', resource }); // 'allow' or 'deny'
 */
export const evaluate = (policyDocument: unknown, request: EvaluationRequest): Decision => {
  let policy: Policy;
  try {
    policy = readPolicy(policyDocument);
  } catch {
    return 'deny';
  }
  return decide(policy, request);
};

const someApplies = (
  effect: Effect,
  statements: Policy,
  { action, resource, context = {} }: EvaluationRequest,
): boolean =>
  statements.some(
    (statement) =>
      statement.effect === effect &&
      statement.hasAction(action.toLowerCase()) &&
      statement.hasResource(resource) &&
      conditionsHold(statement.conditions, indexContext(context), effect === 'Deny'),
  );
