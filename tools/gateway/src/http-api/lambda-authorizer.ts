// Lambda authorizers of HTTP APIs: identity sources, the kept result, and then its yes or no, or its policy, for this very call.
import { decide, readPolicy } from '@gatehouse/policy';
import type { Policy } from '@gatehouse/policy';
import { toConditionContext } from '../authorize/condition-context.ts';
import { valuesOf } from '../authorize/identity.ts';
import { assertResourcesFit } from '../authorize/limits.ts';
import type { ResultCache } from '../authorize/result-cache.ts';
import type { Invoke } from '../functions/function-host.ts';
import type { HttpLambdaAuthorizerModel } from '../template/http-api/model.ts';
import { isMap } from '../template/values.ts';
import type { HttpAuthorization } from './authorization.ts';
import { toAuthorizerEvent } from './authorizer-event.ts';
import { routeArn } from './call.ts';
import type { HttpCall } from './call.ts';
import { contextOf } from './event-parts.ts';
import { HttpRefusal } from './http-refusal.ts';

type Context = Readonly<Record<string, unknown>>;

/** What an authorizer said, as it is kept. */
export interface HttpAuthorizerResult {
  readonly grant: boolean | Policy;
  readonly context: Context;
  readonly principalId: string | undefined;
}

export interface LambdaAuthorizerDeps {
  readonly invoke: Invoke;
  readonly cache: ResultCache<HttpAuthorizerResult>;
}

/** How long an authorizer may take, whatever its function's own time-out. */
const LIMIT_MS = 10_000;

/**
 * @throws HttpRefusal 401 where an identity source is missing, and then no function is asked; 403 for a no; 500 when the
 * function fails or answers in another form
 */
export const authorizeByLambda = async (
  call: HttpCall,
  authorizer: HttpLambdaAuthorizerModel,
  { invoke, cache }: LambdaAuthorizerDeps,
): Promise<HttpAuthorization> => {
  const identity = identify(call, authorizer);
  if (identity === null) throw new HttpRefusal(401);
  const key = JSON.stringify([call.api.id, authorizer.name, identity]);
  const result = await cache.get(key, authorizer.ttlMs, () => ask(call, authorizer, identity, invoke));
  if (!isGranted(result, call)) throw new HttpRefusal(403);
  const { context, principalId } = result;
  return { in1: principalId === undefined ? context : { principalId, ...context }, in2: { lambda: context } };
};

/** All values of each source, since the function sees them all; null where one has none. */
const identify = (
  { request, target, api, ...call }: HttpCall,
  { sources }: HttpLambdaAuthorizerModel,
): readonly (readonly string[])[] | null => {
  const context = contextOf({ request, target, api, ...call });
  const values = sources.map((source) => valuesOf(source, { request, target, api, context }));
  return values.every((ofSource) => (ofSource.at(-1) ?? '') !== '') ? values : null;
};

const ask = async (
  call: HttpCall,
  authorizer: HttpLambdaAuthorizerModel,
  identity: readonly (readonly string[])[],
  invoke: Invoke,
): Promise<HttpAuthorizerResult> => {
  try {
    const event = toAuthorizerEvent(call, authorizer, identity);
    const result = await invoke(authorizer.target, event, LIMIT_MS);
    return authorizer.isSimple ? readSimple(result) : readWithPolicy(result);
  } catch (cause) {
    throw new HttpRefusal(500, { cause });
  }
};

const readSimple = (result: unknown): HttpAuthorizerResult => {
  const { isAuthorized, context } = membersOf(result);
  if (typeof isAuthorized !== 'boolean')
    throw new Error('the authorizer answers no isAuthorized of true or false');
  return { grant: isAuthorized, context: readContext(context), principalId: undefined };
};

const readWithPolicy = (result: unknown): HttpAuthorizerResult => {
  const { principalId, policyDocument, context } = membersOf(result);
  if (typeof principalId !== 'string' || principalId === '')
    throw new Error('the authorizer answers no principalId');
  if (!isMap(policyDocument)) throw new Error('the authorizer answers no policyDocument');
  assertResourcesFit(policyDocument);
  return { grant: readPolicy(policyDocument), context: readContext(context), principalId };
};

/** Of both forms: the event does not tell a function which is meant, so that one may answer both at once. */
const MEMBERS = ['context', 'isAuthorized', 'policyDocument', 'principalId', 'usageIdentifierKey'];

const membersOf = (result: unknown): Context => {
  if (!isMap(result)) throw new Error('the authorizer answers no map');
  const unknown = Object.keys(result).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw new Error(`the authorizer answers the unknown member ${unknown}`);
  return result;
};

const readContext = (context: unknown): Context => {
  if (context === undefined || context === null) return {};
  if (!isMap(context)) throw new Error('the authorizer answers a context that is no map');
  return context;
};

const isGranted = ({ grant }: HttpAuthorizerResult, call: HttpCall): boolean =>
  typeof grant === 'boolean'
    ? grant
    : decide(grant, {
        action: 'execute-api:Invoke',
        resource: routeArn(call),
        context: toConditionContext(call),
      }) === 'allow';
