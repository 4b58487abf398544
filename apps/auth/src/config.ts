// The only file of this app that reads the environment: one schema, checked at cold start, frozen.
import { checkHashingCost, passwordVariables, registrationVariables, requireMail } from '@gatehouse/accounts';
import {
  corsVariables,
  databaseVariables,
  eitherReference,
  homeVariables,
  integer,
  logVariables,
  readEnvironment,
  reference,
  stackVariables,
  tokenVariables,
  type Environment,
} from '@gatehouse/config';
import { codeLimitVariables, loginLimitVariables, registerLimitVariables } from '@gatehouse/limits/variables';
import { mailVariables, senderVariables } from '@gatehouse/mail/variables';
import { passkeyVariables } from '@gatehouse/passkeys/variables';
import { factorVariables } from './factors/factor-variables.ts';
import { checkLegacyLogin, legacyLoginVariables } from './legacy-login/legacy-login-variables.ts';
import { refreshCookieVariables } from './refresh-cookie-variables.ts';

const DAY_SECONDS = 86_400;

/** Throws `ConfigurationError` with every variable that is missing or bad. */
export const readConfig = (env: Environment) =>
  checkLegacyLogin(requireMail(checkHashingCost(readVariables(env))));

const readVariables = (env: Environment) =>
  readEnvironment(env, {
    ...databaseVariables,
    ...tokenVariables,
    ...passwordVariables,
    ...registrationVariables,
    ...legacyLoginVariables,
    ...loginLimitVariables,
    ...codeLimitVariables,
    ...factorVariables,
    ...registerLimitVariables,
    ...passkeyVariables,
    ...mailVariables,
    ...senderVariables,
    ...corsVariables,
    ...refreshCookieVariables,
    ...logVariables,
    ...homeVariables,
    ...stackVariables,
    JWT_PRIVATE_KEYS: eitherReference('SECRET_KEY', reference()),
    SECRET_KEY: eitherReference('JWT_PRIVATE_KEYS', reference()),
    ACCESS_TOKEN_TTL_SECONDS: integer({ min: 1, max: DAY_SECONDS, fallback: 300 }),
    REFRESH_IDLE_TTL_SECONDS: integer({ min: 1, max: 365 * DAY_SECONDS, fallback: 7 * DAY_SECONDS }),
    REFRESH_ABSOLUTE_TTL_SECONDS: integer({
      min: 1,
      max: 3650 * DAY_SECONDS,
      fallback: 30 * DAY_SECONDS,
    }),
    REFRESH_GRACE_SECONDS: integer({ min: 0, max: 3600, fallback: 30 }),
  });
