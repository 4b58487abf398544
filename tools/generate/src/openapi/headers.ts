// The headers that the document tells of. Security headers and those of CORS are the page's business (docs/api.md).
import type { Components } from './components.ts';
import type { JsonObject } from './json.ts';

/** What every answer carries. */
export const commonHeaders = (components: Components, maxAgeSeconds?: number): JsonObject => ({
  'x-request-id': components.refer('headers', 'RequestId', REQUEST_ID),
  'cache-control':
    maxAgeSeconds === undefined
      ? components.refer('headers', 'NoStore', NO_STORE)
      : header('Anyone may keep the answer for a while.', { const: `public, max-age=${maxAgeSeconds}` }),
});

/** Where the thing is that was made. */
export const locationHeader = (components: Components): JsonObject => ({
  location: components.refer('headers', 'Location', LOCATION),
});

/** The cookie of an answer with tokens, or of the one that ends them. */
export const cookieHeader = (components: Components): JsonObject => ({
  'set-cookie': components.refer('headers', 'RefreshCookie', REFRESH_COOKIE),
});

/** What a problem of this status carries beside. */
export const problemHeaders = (status: number, components: Components): JsonObject => {
  if (status === 401) return { 'www-authenticate': components.refer('headers', 'Challenge', CHALLENGE) };
  return status === 429 || status === 503
    ? { 'retry-after': components.refer('headers', 'RetryAfter', RETRY_AFTER) }
    : {};
};

const header = (description: string, schema: JsonObject, required = true): JsonObject => ({
  description,
  required,
  schema: { type: 'string', ...schema },
});

const REQUEST_ID = header('Names the request in the logs; give it to whoever looks for a fault.', {
  minLength: 1,
  examples: ['0b6f1f4e-6a52-4a0e-9a43-0c2f6f4f3e55'],
});

const NO_STORE = header('Nobody may keep the answer.', { const: 'no-store' });

const LOCATION = header('The path of what was made.', {
  format: 'uri-reference',
  examples: ['/users/6f1c2a0e-8b0c-4f53-9d0b-0b8c5f6a4f11'],
});

const CHALLENGE = header(
  'A REST API on AWS calls it `x-amzn-remapped-www-authenticate` where a function refuses the token.',
  { const: 'Bearer' },
  false,
);

const RETRY_AFTER = header('When to come back, in seconds.', { pattern: '^[1-9][0-9]*$', examples: ['5'] });

const REFRESH_COOKIE = header(
  'To a request with `gatehouse-refresh: cookie` alone. Max-Age runs to the end of the session; a logout sends 0.',
  {
    pattern: '^__Host-gatehouse-refresh=[A-Za-z0-9_.-]*; Max-Age=[0-9]+; Path=/; Secure; HttpOnly; SameSite=',
    examples: [
      '__Host-gatehouse-refresh=Zx0mB2yXbYq1uG5o7kT3nA.s8dQm1Lw0f4cJpR6vKe2Hg; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Strict',
    ],
  },
  false,
);
