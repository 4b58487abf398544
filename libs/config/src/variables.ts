// The variables that several apps read, each with its rule and its local default in one place.
import { httpsUrl, integer, oneOf, origins, text } from './kinds.ts';
import { databaseUrl, reference } from './reference.ts';

/** What an access token names besides its subject; the issuer is an operator's choice of an https URL. */
export const tokenVariables = {
  JWT_ISSUER: httpsUrl({ localFallback: ({ PORT = '3000' }) => `http://127.0.0.1:${PORT}/auth` }),
  JWT_AUDIENCE: text({ localFallback: 'gatehouse' }),
  JWT_CLIENT_ID: text({ localFallback: 'gatehouse' }),
};

/** Where accounts and sessions are kept; in Lambda there is no default. */
export const databaseVariables = {
  DATABASE_URL: databaseUrl({
    localFallback: ({ GATEHOUSE_HOME = '.gatehouse' }) => `sqlite:${GATEHOUSE_HOME}/gatehouse.db`,
  }),
};

/** How passwords are hashed (RFC 9106 §4; OWASP's 19 MiB, 2 passes, 1 lane) and how long new ones have to be. */
export const passwordVariables = {
  ARGON2_MEMORY_KIB: integer({ min: 8, max: 262_144, fallback: 19_456 }),
  ARGON2_PASSES: integer({ min: 1, max: 100, fallback: 2 }),
  ARGON2_LANES: integer({ min: 1, max: 16, fallback: 1 }),
  PASSWORD_PEPPERS: reference({ fallback: null }),
  PASSWORD_MIN_LENGTH: integer({ min: 8, max: 256, fallback: 15 }),
};

/** Which web origins may read an answer: none unless they are listed. */
export const corsVariables = { CORS_ORIGINS: origins({ fallback: [] }) };

/** Below which level nothing is logged. */
export const logVariables = {
  LOG_LEVEL: oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR'], { fallback: 'INFO' }),
};
