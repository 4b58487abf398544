// What a Middy chain of one's own throws, answered in problem+json (RFC 9457) like the refusals of the guard.
import { GatehouseError, type ErrorCode } from '@gatehouse/errors';
import { createLogger } from '@gatehouse/log';
import { PROBLEMS } from '../problems.ts';
import { toGatehouseError } from '../thrown.ts';
import type { GuardMiddleware } from './middleware.ts';
import { answerOf } from './refusal.ts';

/** Who is told of the errors that nobody but the log should see. */
export interface ProblemOptions {
  /** Told of each error that is answered with a status from 500 on; by default it goes to the log. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Answers whatever is thrown behind it: a `GatehouseError` by its code, a body that `@middy/http-json-body-parser` refuses as
 * `malformed_body` or `unsupported_media_type`, anything else as `internal_error`, of which the caller learns nothing more.
 * @example
 * middy().use(answerProblems()).use(authenticate(options)).use(requireRole('clerk'));
 */
export const answerProblems = ({ onFailure = logFailure }: ProblemOptions = {}): GuardMiddleware => ({
  onError: function answerProblem(request) {
    const error = bodyProblemOf(request.error) ?? toGatehouseError(request.error);
    if (PROBLEMS[error.code].status >= 500) onFailure(error.cause ?? error);
    request.response = answerOf(error, request.event);
  },
});

/** Middy's parser says which of the two it was by a status, and by its own name whose error it is. */
const bodyProblemOf = (thrown: unknown): GatehouseError | undefined => {
  const { statusCode, cause } = (thrown ?? {}) as Readonly<Record<string, unknown>>;
  const { package: origin } = (cause ?? {}) as Readonly<Record<string, unknown>>;
  const code = BODY_PROBLEMS.get(statusCode);
  const isParsers = origin === '@middy/http-json-body-parser' && code !== undefined;
  return isParsers ? new GatehouseError(code, { cause: thrown }) : undefined;
};

const BODY_PROBLEMS: ReadonlyMap<unknown, ErrorCode> = new Map([
  [415, 'unsupported_media_type'],
  [422, 'malformed_body'],
]);

const logger = createLogger({ level: 'INFO', service: 'gatehouse' });

const logFailure = (error: unknown): void => logger.error('request failed', {}, error);
