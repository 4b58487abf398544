// The builder of what an authorizer answers: rules in the words of routes, a document in the words of IAM. Without
// conditions, so that an authorizer that sets none does not carry what checks them.
import { formatStageArn, toApiStage, type PolicyScope } from './api-stage.ts';
import { isFlatContext, type AuthorizerContext, type AuthorizerResult } from './authorizer-result.ts';
import type { CompiledGrants } from './compile-grants.ts';
import { PolicyError } from './errors.ts';
import { HttpVerb, isHttpVerb } from './http-verb.ts';
import { RESOURCE_MAX_CHARACTERS, RESULT_MAX_BYTES } from './limits.ts';
import { parseMethodArn } from './method-arn.ts';
import { POLICY_VERSION, type Effect } from './policy-language.ts';
import { isPlainSegment, toResourcePath, WILDCARD } from './resource-path.ts';
import { toStatements, type Rule } from './statements.ts';

/**
 * Collects what a principal may call on one stage of one API and builds the answer of its authorizer. Everything is
 * denied that is not allowed, and a denial wins over every allowance.
 *
 * A path may be a template (`/users/{id}`, `/files/{proxy+}`): each parameter becomes `*`. In IAM `*` crosses slashes
 * and may be empty, so `/users/*` covers `/users/`, and `/users/42/sessions`; `compileGrants` takes care of that.
 *
 * All methods that add throw PolicyError: `invalid_verb`, `invalid_path`, `resource_too_long`.
 * @example
 * const answer = PolicyBuilder.forMethodArn('user-42', event.methodArn)
 *   .allowMethod('GET', '/pets/{id}')
 *   .build({ sub: 'user-42' });
 */
export class PolicyBuilder {
  readonly #principalId: string;
  readonly #stageArn: string;
  readonly #rules: Rule[] = [];

  /** @throws PolicyError `invalid_principal` when it is empty, `invalid_api` when a member of the scope is malformed. */
  constructor(principalId: string, scope: PolicyScope) {
    if (typeof principalId !== 'string' || principalId === '') {
      throw new PolicyError('invalid_principal', 'The principalId is empty or not a text.');
    }
    this.#principalId = principalId;
    this.#stageArn = formatStageArn(toApiStage(scope));
  }

  /** A policy for the API and stage of an authorizer event's `methodArn`. @throws PolicyError `invalid_method_arn` too. */
  static forMethodArn<Policy extends PolicyBuilder>(
    this: new (principalId: string, scope: PolicyScope) => Policy,
    principalId: string,
    methodArn: string,
  ): Policy {
    return new this(principalId, parseMethodArn(methodArn));
  }

  /** Allows every method of the stage. Routes without a verb, of a WebSocket API, are `allowRoute`'s. */
  allowAllMethods(): this {
    return this.allowMethod(HttpVerb.ALL, WILDCARD);
  }

  /** Denies every method of the stage, whatever else is allowed. Routes without a verb are `denyRoute`'s. */
  denyAllMethods(): this {
    return this.denyMethod(HttpVerb.ALL, WILDCARD);
  }

  allowMethod(verb: HttpVerb, path: string): this {
    return this.add('Allow', toMethod(verb, path));
  }

  denyMethod(verb: HttpVerb, path: string): this {
    return this.add('Deny', toMethod(verb, path));
  }

  /** Allows a route without a verb: `$connect` of a WebSocket API; `*` for every route. */
  allowRoute(routeKey: string): this {
    return this.add('Allow', toRoute(routeKey));
  }

  /** Denies a route without a verb. */
  denyRoute(routeKey: string): this {
    return this.add('Deny', toRoute(routeKey));
  }

  /** Adds what `compileGrants` made of grants. Apart from making it, so that it can be made beforehand. */
  addGrants({ allow, deny }: CompiledGrants): this {
    for (const { verb, path } of allow) this.allowMethod(verb, path);
    for (const { verb, path } of deny) this.denyMethod(verb, path);
    return this;
  }

  /**
   * The authorizer's answer, with a context that handlers will see.
   * @throws PolicyError `empty_policy` when nothing was added, `invalid_context` when the context is not flat,
   * `policy_too_large` past `RESULT_MAX_BYTES`.
   */
  build(context?: Readonly<AuthorizerContext>): AuthorizerResult {
    if (this.#rules.length === 0)
      throw new PolicyError('empty_policy', 'The policy allows and denies nothing.');
    const policyDocument = { Version: POLICY_VERSION, Statement: toStatements(this.#rules) };
    const result = { principalId: this.#principalId, policyDocument, ...checkContext(context) };
    const bytes = Buffer.byteLength(JSON.stringify(result));
    if (bytes > RESULT_MAX_BYTES) {
      throw new PolicyError(
        'policy_too_large',
        `The answer has ${bytes} bytes; the limit is ${RESULT_MAX_BYTES}.`,
      );
    }
    return result;
  }

  /** Adds a rule for what stands behind the stage in an ARN. */
  protected add(effect: Effect, method: string, conditions?: Rule['conditions']): this {
    const resource = `${this.#stageArn}/${method}`;
    if (resource.length > RESOURCE_MAX_CHARACTERS) {
      throw new PolicyError(
        'resource_too_long',
        `A resource has ${resource.length} characters; the limit is ${RESOURCE_MAX_CHARACTERS}.`,
      );
    }
    this.#rules.push({ effect, resource, conditions });
    return this;
  }
}

/** A verb and a path as the end of a resource. @throws PolicyError `invalid_verb`, `invalid_path` */
export const toMethod = (verb: HttpVerb, path: string): string => {
  if (!isHttpVerb(verb)) throw new PolicyError('invalid_verb', 'The verb is not one of HttpVerb.');
  return `${verb}/${toResourcePath(path)}`;
};

const toRoute = (routeKey: string): string => {
  if (routeKey !== WILDCARD && !isPlainSegment(routeKey)) {
    throw new PolicyError('invalid_path', 'The route key is empty or has a character that it cannot have.');
  }
  return routeKey;
};

const checkContext = (context?: Readonly<AuthorizerContext>): { readonly context?: AuthorizerContext } => {
  if (context === undefined) return {};
  if (isFlatContext(context)) return { context: { ...context } };
  throw new PolicyError(
    'invalid_context',
    'The context is not a flat object of texts, numbers and booleans.',
  );
};
