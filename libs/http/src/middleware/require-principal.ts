// Lets only a caller pass for whom the authorizer vouches, and whose token has not expired since: API Gateway's
// cache of the authorizer's answers does not know when a token ends.
import type middy from '@middy/core';
import { GatehouseError } from '@gatehouse/errors';
import type { Answer } from '../answers.ts';
import { decodePrincipal } from '../principal.ts';
import type { ChainEvent } from '../request.ts';

/** Puts the principal on the event, or throws `unauthorized`. */
export const requirePrincipal = (now: () => Date): middy.MiddlewareObj<ChainEvent, Answer> => ({
  before: function checkPrincipal({ event }) {
    const principal = decodePrincipal(event.requestContext.authorizer);
    if (principal === null)
      throw new GatehouseError('unauthorized', { reason: 'no context of the authorizer' });
    if (principal.expiresAt <= now()) throw new GatehouseError('unauthorized', { reason: 'expired context' });
    event.principal = principal;
  },
});
