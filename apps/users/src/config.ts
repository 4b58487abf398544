// The only file of this app that reads the environment: one schema, checked at cold start, frozen.
import { checkHashingCost, passwordVariables, registrationVariables, requireMail } from '@gatehouse/accounts';
import {
  accessVariables,
  corsVariables,
  databaseVariables,
  homeVariables,
  integer,
  logVariables,
  readEnvironment,
  stackVariables,
  type Environment,
} from '@gatehouse/config';
import { registerLimitVariables } from '@gatehouse/limits/variables';
import { mailVariables } from '@gatehouse/mail/variables';

/** Throws `ConfigurationError` with every variable that is missing or bad. */
export const readConfig = (env: Environment) =>
  requireMail(
    checkHashingCost(
      readEnvironment(env, {
        ...databaseVariables,
        ...passwordVariables,
        ...registrationVariables,
        ...registerLimitVariables,
        ...mailVariables,
        ...accessVariables,
        ...corsVariables,
        ...logVariables,
        ...homeVariables,
        ...stackVariables,
        REAUTHENTICATION_SECONDS: integer({ min: 1, max: 86_400, fallback: 900 }),
      }),
    ),
  );
