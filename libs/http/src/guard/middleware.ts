// The guard as Middy middleware, for Lambda functions without an authorizer in front, and the questions behind it.
import type middy from '@middy/core';
import { hasFactors, hasRole } from '@gatehouse/contract/callers';
import { GatehouseError } from '@gatehouse/errors';
import { principalOf, type Principal } from '../principal.ts';
import { authenticatorOf, type GuardOptions } from './authenticator.ts';
import type { HttpEvent } from './event.ts';
import { refusalOf, type Refusal } from './refusal.ts';

/** What Middy takes for events of any of these kinds. */
export type GuardMiddleware = middy.MiddlewareObj<HttpEvent, unknown>;

/**
 * Verifies the bearer token of each request itself and puts the `principal` on the event, where `principalOf` finds it.
 * Without a good token it answers 401 in problem+json, and nothing behind it runs; where there are no keys to verify with, 500.
 * @throws KeyError, TypeError at once for options that can never work
 * @example
 * export const handler = middy()
 *   .use(authenticate({ issuer, audience: 'orders', clientId: 'web', jwks: jwksUrl }))
 *   .handler(async () => ({ statusCode: 200 }));
 */
export const authenticate = (options: GuardOptions): GuardMiddleware => {
  const identify = authenticatorOf(options);
  return {
    before: async function authenticateCaller({ event }) {
      const { principal, code } = await identify(event);
      if (principal === undefined) return refusalOf(code, event);
      Object.assign(event, { principal });
      return undefined;
    },
  };
};

/**
 * Lets only a caller pass who holds one of the roles; answers 403 else, and 401 where nobody vouches for a caller: it stands
 * behind `authenticate`, or behind Gatehouse's authorizer.
 * @throws TypeError at once without a role
 * @example
 * middy().use(authenticate(options)).use(requireRole('clerk', 'admin'));
 */
export const requireRole = (...roles: readonly string[]): GuardMiddleware => {
  if (roles.length === 0) throw new TypeError('requireRole needs a role');
  return requires((principal) => hasRole({ roles }, principal));
};

/**
 * Lets only a caller pass who gave two factors (`mfa` of RFC 8176 in the token's `amr`); answers as `requireRole`.
 * @example
 * middy().use(authenticate(options)).use(requireMfa());
 */
export const requireMfa = (): GuardMiddleware =>
  requires((principal) => hasFactors({ mfa: true }, principal));

const requires = (mayPass: (principal: Principal) => boolean): GuardMiddleware => ({
  before: function checkPrincipal({ event }): Refusal | undefined {
    const principal = principalOrNone(event);
    if (principal === undefined) return refusalOf('unauthorized', event);
    return mayPass(principal) ? undefined : refusalOf('forbidden', event);
  },
});

const principalOrNone = (event: HttpEvent): Principal | undefined => {
  try {
    return principalOf(event);
  } catch (error) {
    if (error instanceof GatehouseError) return undefined;
    throw error;
  }
};
