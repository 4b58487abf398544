// What each error code looks like to a client (RFC 9457). An entry of its own, without Middy, since the templates'
// gateway responses are held against this table too.
import type { ErrorCode, FieldError, SecondFactor } from '@gatehouse/errors';

/** One row of the table; `title` and `detail` are for people and may change, the code does not. */
export interface ProblemRow {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** `Retry-After` where the error names no time of its own. */
  readonly retryAfterSeconds?: number;
}

/**
 * The body of an error's answer (RFC 9457 §3.1, with `code` and `request_id` as extensions, `errors` with `validation_failed`, and the
 * members of `SecondFactor` with `second_factor_required`).
 */
export interface ProblemDocument extends Partial<SecondFactor> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}

/** The `content-type` of an error’s answer (RFC 9457 §6.1). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The one table from code to answer; a code without a row does not compile. */
export const PROBLEMS = {
  malformed_body: {
    status: 400,
    title: 'Malformed body',
    detail: 'The request needs a body that is one well-formed JSON document in UTF-8, with no member twice.',
  },
  validation_failed: {
    status: 400,
    title: 'Validation failed',
    detail: 'The request does not fit what this route takes; each member at fault is listed.',
  },
  invalid_credentials: {
    status: 400,
    title: 'Invalid credentials',
    detail: 'The credentials are not valid.',
  },
  invalid_grant: {
    status: 400,
    title: 'Invalid grant',
    detail: 'The token or challenge is not valid, or no longer; begin again.',
  },
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The request needs a valid access token.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    detail: 'The access token does not allow this request.',
  },
  reauthentication_required: {
    status: 403,
    title: 'Login required',
    detail: 'This change needs a recent login; log in again and repeat it.',
  },
  second_factor_required: {
    status: 403,
    title: 'Second factor required',
    detail: 'The password is right; complete the login with one of the factors that are listed.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    detail: 'There is nothing at this address.',
  },
  email_taken: {
    status: 409,
    title: 'Email taken',
    detail: 'Another account uses this email.',
  },
  last_admin: {
    status: 409,
    title: 'Last admin',
    detail: 'This account is the last admin who is not disabled; make another one first.',
  },
  already_enrolled: {
    status: 409,
    title: 'Already enrolled',
    detail: 'The account has this factor already.',
  },
  limit_reached: {
    status: 409,
    title: 'Limit reached',
    detail: 'The account has as many of these as it may have; remove one first.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: 'The body of a request may have at most 16 KiB.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: 'The body of a request has to be application/json, in UTF-8 and in no content encoding.',
  },
  too_many_attempts: {
    status: 429,
    title: 'Too many attempts',
    detail: 'There were too many attempts; try again after the time in Retry-After.',
    retryAfterSeconds: 60,
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: 'Something went wrong on our side; it is logged under the request id.',
  },
  store_unavailable: {
    status: 503,
    title: 'Store unavailable',
    detail: 'The service cannot reach its data at the moment; try again.',
    retryAfterSeconds: 5,
  },
  timed_out: {
    status: 504,
    title: 'Timed out',
    detail: 'The request took longer than it may.',
  },
} as const satisfies Readonly<Record<ErrorCode, ProblemRow>>;

/**
 * The `type` of a problem: a stable name, nothing to be fetched.
 * @example
 * problemType('not_found'); // 'urn:gatehouse:problem:not_found'
 */
export const problemType = (code: ErrorCode): string => `urn:gatehouse:problem:${code}`;

/**
 * The document that answers an error of this code.
 * @example
 * const body = JSON.stringify(toProblemDocument('not_found', event.requestContext.requestId));
 */
export const toProblemDocument = (
  code: ErrorCode,
  requestId: string,
  errors?: readonly FieldError[],
  secondFactor?: SecondFactor,
): ProblemDocument => {
  const { status, title, detail } = PROBLEMS[code];
  const document = { type: problemType(code), title, status, detail, code, request_id: requestId };
  return { ...document, ...(errors && { errors }), ...secondFactor };
};
