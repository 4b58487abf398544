// The builder with all that AWS's blueprint of an authorizer has: rules with conditions too.
import type { Conditions } from './conditions.ts';
import { copyConditions } from './copy-conditions.ts';
import type { HttpVerb } from './http-verb.ts';
import { PolicyBuilder, toMethod } from './policy-builder.ts';

/**
 * A `PolicyBuilder` that takes conditions; methods that do so throw PolicyError `invalid_conditions` too.
 * @example
 * const answer = new AuthPolicy('user-42', api)
 *   .allowMethodWithConditions('POST', '/pets', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })
 *   .build();
 */
export class AuthPolicy extends PolicyBuilder {
  /** Allows while all conditions hold, see `Conditions`. */
  allowMethodWithConditions(verb: HttpVerb, path: string, conditions: Conditions): this {
    return this.add('Allow', toMethod(verb, path), copyConditions(conditions));
  }

  /** Denies while all conditions hold. */
  denyMethodWithConditions(verb: HttpVerb, path: string, conditions: Conditions): this {
    return this.add('Deny', toMethod(verb, path), copyConditions(conditions));
  }
}
