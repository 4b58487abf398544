// The guard without Middy: a handler that only calls with a good token reach.
import type { Principal } from '../principal.ts';
import { authenticatorOf, type GuardOptions } from './authenticator.ts';
import type { HttpEvent } from './event.ts';
import { refusalOf, type Refusal } from './refusal.ts';

/** A handler behind the guard: the event, with the principal on it. */
export type GuardedHandler<Event extends HttpEvent, Context, Answer> = (
  event: Event & { readonly principal: Principal },
  context: Context,
) => Promise<Answer>;

/**
 * A Lambda handler that calls `handler` with the principal on the event, and answers as `authenticate` does without one. It
 * takes two arguments: the runtime of Node 24 refuses callbacks.
 * @throws KeyError, TypeError at once for options that can never work
 * @example
 * export const handler = withAuthentication(options, async ({ principal }) => ({
 *   statusCode: 200,
 *   body: principal.subject,
 * }));
 */
export const withAuthentication = <Event extends HttpEvent, Context, Answer>(
  options: GuardOptions,
  handler: GuardedHandler<Event, Context, Answer>,
): ((event: Event, context: Context) => Promise<Answer | Refusal>) => {
  const identify = authenticatorOf(options);
  return async (event, context) => {
    const { principal, code } = await identify(event);
    if (principal === undefined) return refusalOf(code, event);
    return handler(Object.assign(event, { principal }), context);
  };
};
