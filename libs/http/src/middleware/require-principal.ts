// Lets only a caller pass for whom the authorizer vouches, and whose token has not expired since: API Gateway's
// cache of the authorizer's answers does not know when a token ends.
import type middy from '@middy/core';
import type { Answer } from '../answers.ts';
import { principalOf } from '../principal.ts';
import type { ChainEvent } from '../request.ts';

/** Puts the principal on the event, or throws `unauthorized`. */
export const requirePrincipal = (now: () => Date): middy.MiddlewareObj<ChainEvent, Answer> => ({
  before: function checkPrincipal({ event }) {
    const { authorizer } = event.requestContext;
    event.principal = principalOf({ requestContext: { authorizer } }, now());
  },
});
