// The headers of an answer that a page of another origin may read, beside those that every page may (Fetch §3.2.3).

/** In lower case, sorted; the functions and API Gateway's own answers say the same. */
export const EXPOSED_HEADERS: readonly string[] = [
  'location',
  'retry-after',
  'www-authenticate',
  'x-request-id',
];
