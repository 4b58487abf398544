// What a guard answers in the handler's place: a problem (RFC 9457) that every kind of HTTP event can carry back.
import { GatehouseError, type ErrorCode } from '@gatehouse/errors';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, toProblemDocument } from '../problems.ts';
import { retryAfterOf } from '../thrown.ts';
import type { HttpEvent } from './event.ts';

/** The answer of a refused call, in the form that REST APIs, HTTP APIs and function URLs take alike. */
export interface Refusal {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer of a call that is refused with this code. */
export const refusalOf = (code: ErrorCode, event: HttpEvent): Refusal =>
  answerOf(new GatehouseError(code), event);

/** The answer that an error is presented by. A 401 says the scheme alone (RFC 6750 §3), whatever was wrong with the token. */
export const answerOf = (error: GatehouseError, event: HttpEvent): Refusal => {
  const { code, errors } = error;
  const retryAfter = retryAfterOf(error);
  return {
    statusCode: PROBLEMS[code].status,
    headers: {
      'content-type': PROBLEM_MEDIA_TYPE,
      'cache-control': 'no-store',
      ...(code === 'unauthorized' && { 'www-authenticate': 'Bearer' }),
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    },
    body: JSON.stringify(toProblemDocument(code, event.requestContext?.requestId ?? '', errors)),
  };
};
