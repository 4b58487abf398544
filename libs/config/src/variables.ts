// The variables that several apps read, each with its rule and its local default in one place. Each call is marked as
// pure, so that a bundle holds the variables, and the kinds of variables, that its app reads.
import { httpsUrl, integer, oneOf, origins, text } from './kinds.ts';
import { databaseUrl, reference } from './reference.ts';

/** What an access token names besides its subject; the issuer is an operator's choice of an https URL. */
export const tokenVariables = {
  JWT_ISSUER: /* @__PURE__ */ httpsUrl({
    localFallback: ({ PORT = '3000' }) => `http://127.0.0.1:${PORT}/auth`,
  }),
  JWT_AUDIENCE: /* @__PURE__ */ text({ localFallback: 'gatehouse' }),
  JWT_CLIENT_ID: /* @__PURE__ */ text({ localFallback: 'gatehouse' }),
};

/** Where accounts and sessions are kept; in Lambda there is no default. */
export const databaseVariables = {
  DATABASE_URL: /* @__PURE__ */ databaseUrl({
    localFallback: ({ GATEHOUSE_HOME = '.gatehouse' }) => `sqlite:${GATEHOUSE_HOME}/gatehouse.db`,
  }),
};

/** How passwords are hashed (RFC 9106 §4; OWASP's 19 MiB, 2 passes, 1 lane) and how long new ones have to be. */
export const passwordVariables = {
  ARGON2_MEMORY_KIB: /* @__PURE__ */ integer({ min: 8, max: 262_144, fallback: 19_456 }),
  ARGON2_PASSES: /* @__PURE__ */ integer({ min: 1, max: 100, fallback: 2 }),
  ARGON2_LANES: /* @__PURE__ */ integer({ min: 1, max: 16, fallback: 1 }),
  PASSWORD_PEPPERS: /* @__PURE__ */ reference({ fallback: null }),
  PASSWORD_MIN_LENGTH: /* @__PURE__ */ integer({ min: 8, max: 256, fallback: 15 }),
};

/** Which web origins may read an answer: none unless they are listed. */
export const corsVariables = { CORS_ORIGINS: /* @__PURE__ */ origins({ fallback: [] }) };

/** Below which level nothing is logged. */
export const logVariables = {
  LOG_LEVEL: /* @__PURE__ */ oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR'], { fallback: 'INFO' }),
};
