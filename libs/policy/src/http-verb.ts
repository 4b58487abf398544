// The HTTP verbs that API Gateway knows; apart, because ARNs, builder and compiler all ask for them.

/** The verbs of a method ARN; `ALL` stands for every one of them. */
export const HttpVerb = {
  GET: 'GET',
  POST: 'POST',
  PUT: 'PUT',
  PATCH: 'PATCH',
  HEAD: 'HEAD',
  DELETE: 'DELETE',
  OPTIONS: 'OPTIONS',
  ALL: '*',
} as const;

export type HttpVerb = (typeof HttpVerb)[keyof typeof HttpVerb];

const verbs: ReadonlySet<unknown> = new Set(Object.values(HttpVerb));

/**
 * True for each verb in upper case and for `*`.
 * @example
 * isHttpVerb('GET'); // true
 * isHttpVerb('get'); // false
 */
export const isHttpVerb = (value: unknown): value is HttpVerb => verbs.has(value);
