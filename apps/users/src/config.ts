// The only file of this app that reads the environment: one schema, checked at cold start, frozen.
import { checkHashingCost, passwordVariables } from '@gatehouse/accounts';
import {
  accessVariables,
  corsVariables,
  databaseVariables,
  homeVariables,
  integer,
  logVariables,
  oneOf,
  readEnvironment,
  type Environment,
} from '@gatehouse/config';
import { registerLimitVariables } from '@gatehouse/limits/variables';
import { mailVariables } from '@gatehouse/mail/variables';
import { requireMail } from './require-mail.ts';

/** Throws `ConfigurationError` with every variable that is missing or bad. */
export const readConfig = (env: Environment) =>
  requireMail(
    checkHashingCost(
      readEnvironment(env, {
        ...databaseVariables,
        ...passwordVariables,
        ...registerLimitVariables,
        ...mailVariables,
        ...accessVariables,
        ...corsVariables,
        ...logVariables,
        ...homeVariables,
        REGISTRATION: oneOf(['open', 'closed', 'confirmed'], { fallback: 'open' }),
        REAUTHENTICATION_SECONDS: integer({ min: 1, max: 86_400, fallback: 900 }),
      }),
    ),
  );
