// The decision on one request: IAM's evaluation logic for a single policy, closed towards everything it does not know.
import { conditionsHold, indexContext, type RequestContext } from './conditions.ts';
import { readDocument, type Effect, type ReadStatement } from './document.ts';
import { globMatches } from './glob.ts';

export interface EvaluationRequest {
  /** `execute-api:Invoke`, in any letter case. */
  readonly action: string;
  /** The method's ARN, see `formatMethodArn`. */
  readonly resource: string;
  readonly context?: RequestContext;
}

export type Decision = 'allow' | 'deny';

/**
 * An explicit Deny wins; then an Allow that applies; all else is denied. A document with anything that is not
 * understood (a member, version, effect, operator, value, policy variable) denies every request, because what is not
 * understood might have been a Deny. Never throws for a document that came from JSON.
 */
export const evaluate = (policyDocument: unknown, request: EvaluationRequest): Decision => {
  const statements = readDocument(policyDocument) ?? [];
  if (someApplies('Deny', statements, request)) return 'deny';
  return someApplies('Allow', statements, request) ? 'allow' : 'deny';
};

const someApplies = (
  effect: Effect,
  statements: readonly ReadStatement[],
  { action, resource, context = {} }: EvaluationRequest,
): boolean =>
  statements.some(
    (statement) =>
      statement.effect === effect &&
      statement.actions.some((pattern) => globMatches(pattern, action.toLowerCase())) &&
      statement.resources.some((pattern) => globMatches(pattern, resource)) &&
      conditionsHold(statement.conditions, indexContext(context), effect === 'Deny'),
  );
