// The one place where errors become answers and reach the log. @middy/http-error-handler, which runs next, writes
// the answer; it would show any thrown thing with a `statusCode`, so all that reaches it was made here.
import type middy from '@middy/core';
import type { GatehouseError } from '@gatehouse/errors';
import type { Logger } from '@gatehouse/log';
import type { Answer } from '../answers.ts';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, toProblemDocument } from '../problems.ts';
import { requestIdOf, type ChainEvent } from '../request.ts';
import { retryAfterOf, toGatehouseError } from '../thrown.ts';

/** Turns whatever was thrown into an error that @middy/http-error-handler writes as problem+json. */
export const presentProblems = (logger: Logger): middy.MiddlewareObj<ChainEvent, Answer> => ({
  onError: function presentProblem(request) {
    const error = toGatehouseError(request.error);
    request.error = httpProblem(error, request.event);
    logProblem(logger, error, request.event);
  },
});

/** What @middy/http-error-handler writes; `message` is the body. */
interface HttpProblem extends Error {
  readonly expose: true;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Nobody throws it, and it is no `Error`: to collect a stack would be a sixth of what a refusal takes. */
const httpProblem = (error: GatehouseError, event: ChainEvent): HttpProblem => {
  const { code, errors, secondFactor } = error;
  return {
    name: 'HttpProblem',
    message: JSON.stringify(toProblemDocument(code, requestIdOf(event), errors, secondFactor)),
    expose: true,
    statusCode: PROBLEMS[code].status,
    headers: { 'Content-Type': PROBLEM_MEDIA_TYPE, ...challenge(error), ...retryAfter(error) },
  };
};

/** The scheme alone (RFC 6750 §3), as API Gateway's own 401 says it: one token, refused at either place, is one answer. */
const challenge = ({ code }: GatehouseError): Record<string, string> =>
  code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {};

const retryAfter = (error: GatehouseError): Record<string, string> => {
  const seconds = retryAfterOf(error);
  return seconds === undefined ? {} : { 'Retry-After': seconds };
};

const logProblem = (logger: Logger, error: GatehouseError, event: ChainEvent): void => {
  const { status } = PROBLEMS[error.code];
  const fields = {
    request_id: requestIdOf(event),
    method: event.httpMethod,
    resource: event.resource,
    status,
    code: error.code,
    reason: error.reason,
  };
  if (status >= 500) logger.error('request failed', fields, error.cause ?? error);
  // A cause can hold a value (a store's names the duplicate email), so a client's errors are logged without.
  else if (WATCHED.has(status) && error.code !== ORDINARY) logger.warn('request refused', fields);
  else logger.info('request refused', fields);
};

/** A step of every login of an owner with a second factor. */
const ORDINARY = 'second_factor_required';

/** What an attack shows in. */
const WATCHED: ReadonlySet<number> = new Set([401, 403, 429]);
