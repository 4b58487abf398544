// Asks the route's own declaration once more who may call it. The policy of the authorizer has answered before, but its `*`
// for a path parameter crosses slashes, and a cached one may know nothing of this route.
import type middy from '@middy/core';
import type { Callers } from '@gatehouse/contract';
import { mayCall } from '@gatehouse/contract/callers';
import { GatehouseError } from '@gatehouse/errors';
import type { Answer } from '../answers.ts';
import type { ChainEvent } from '../request.ts';

/** Throws `forbidden` unless the principal on the event is one of these callers. */
export const requireCaller = (callers: Callers): middy.MiddlewareObj<ChainEvent, Answer> => ({
  before: function checkCaller({ event }) {
    const { principal, pathParameters } = event;
    if (principal === undefined || !mayCall(callers, principal, pathParameters ?? {}))
      throw new GatehouseError('forbidden', { reason: 'not a caller of this route' });
  },
});
