// Authorizes a call as API Gateway does: identity, cached result, then the policy judged anew for this very call.
import { decide, parseAuthorizerResult, readPolicy } from '@gatehouse/policy';
import type { ParsedAuthorizerResult, Policy, RequestContext } from '@gatehouse/policy';
import { Refusal } from '../answers/refusal.ts';
import { toRequestEvent, toTokenEvent } from '../events/authorizer-event.ts';
import type { Call } from '../events/call.ts';
import type { AuthorizerContext } from '../events/proxy-event.ts';
import { InvocationError } from '../functions/function-host.ts';
import type { Invoke } from '../functions/function-host.ts';
import type { AuthorizerModel } from '../template/model.ts';
import { toConditionContext } from './condition-context.ts';
import { identify } from './identity.ts';
import type { Identity } from './identity.ts';
import { assertMethodArnFits, assertResourcesFit } from './limits.ts';
import type { ResultCache } from './result-cache.ts';
import type { SeenAuthorization } from './seen-authorization.ts';

/** An authorizer's answer whose form is right, with its policy read. */
export interface AuthorizerResult extends ParsedAuthorizerResult {
  readonly policy: Policy;
}

export interface AuthorizeDeps {
  readonly invoke: Invoke;
  readonly cache: ResultCache<AuthorizerResult>;
  /** Told what became of it, before the call goes on. */
  readonly observe?: ((seen: SeenAuthorization) => void) | undefined;
}

/**
 * What the authorizer adds to the event; undefined on a route without one.
 * @throws Refusal `UNAUTHORIZED` without a usable identity or when the function says so, `ACCESS_DENIED` when the
 * policy does not allow this call, `AUTHORIZER_FAILURE` and `AUTHORIZER_CONFIGURATION_ERROR` when the function
 * fails or answers what is no policy that can be read, `REQUEST_TOO_LARGE` when the call's ARN is too long for a policy to be asked
 */
export const authorize = async (call: Call, deps: AuthorizeDeps): Promise<AuthorizerContext | undefined> => {
  const { authorizer } = call.route;
  if (authorizer === null) return undefined;
  assertMethodArnFits(call.methodArn);
  const seen: Mutable<SeenAuthorization> = {
    api: call.api,
    outcome: 'failed',
    isRemembered: false,
    result: null,
    context: toConditionContext(call),
  };
  try {
    return await authorizeBy(authorizer, call, deps, seen);
  } catch (error) {
    seen.outcome = outcomeOf(error);
    throw error;
  } finally {
    deps.observe?.(seen);
  }
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const outcomeOf = (error: unknown): SeenAuthorization['outcome'] => {
  const type = error instanceof Refusal ? error.type : undefined;
  if (type === 'UNAUTHORIZED') return 'unauthorized';
  return type === 'ACCESS_DENIED' ? 'deny' : 'failed';
};

const authorizeBy = async (
  authorizer: AuthorizerModel,
  call: Call,
  deps: AuthorizeDeps,
  seen: Mutable<SeenAuthorization>,
): Promise<AuthorizerContext> => {
  const identity = identify(authorizer, call);
  if (identity === null) throw new Refusal('UNAUTHORIZED');
  const startedAt = performance.now();
  let isAsked = false;
  const result = await deps.cache.get(cacheKey(call, authorizer, identity), authorizer.ttlMs, () => {
    isAsked = true;
    return askAuthorizer(call, authorizer, identity, deps.invoke);
  });
  Object.assign(seen, { isRemembered: !isAsked, result });
  assertAllowed(result, call, seen.context);
  seen.outcome = 'allow';
  return toAuthorizerContext(result, Math.round(performance.now() - startedAt));
};

const cacheKey = ({ api }: Call, { name }: AuthorizerModel, identity: Identity): string =>
  JSON.stringify([api.id, name, identity]);

const askAuthorizer = async (
  call: Call,
  { target }: AuthorizerModel,
  identity: Identity,
  invoke: Invoke,
): Promise<AuthorizerResult> => {
  const event = identity.type === 'TOKEN' ? toTokenEvent(identity.token, call) : toRequestEvent(call);
  const result = await invoke(target, event).catch(refuse);
  try {
    const parsed = parseAuthorizerResult(result);
    assertResourcesFit(parsed.policyDocument);
    return { ...parsed, policy: readPolicy(parsed.policyDocument) };
  } catch (cause) {
    throw new Refusal('AUTHORIZER_CONFIGURATION_ERROR', { cause });
  }
};

// The message `Unauthorized`, exactly so, is how a Lambda authorizer says 401; anything else it throws is a fault.
const refuse = (cause: unknown): never => {
  const isRefusal =
    cause instanceof InvocationError && cause.kind === 'thrown' && cause.message === 'Unauthorized';
  throw isRefusal ? new Refusal('UNAUTHORIZED') : new Refusal('AUTHORIZER_FAILURE', { cause });
};

const assertAllowed = ({ policy }: AuthorizerResult, call: Call, context: RequestContext): void => {
  const decision = decide(policy, {
    action: 'execute-api:Invoke',
    resource: call.methodArn,
    context,
  });
  if (decision !== 'allow') throw new Refusal('ACCESS_DENIED');
};

const toAuthorizerContext = (
  { principalId, context }: AuthorizerResult,
  integrationLatency: number,
): AuthorizerContext => ({
  ...Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)])),
  principalId,
  integrationLatency,
});
