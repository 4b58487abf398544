// The only file of this app that reads the environment: one schema, checked at cold start, frozen.
import {
  corsVariables,
  databaseVariables,
  integer,
  logVariables,
  oneOf,
  passwordVariables,
  readEnvironment,
  type Environment,
} from '@gatehouse/config';

/** Throws `ConfigurationError` with every variable that is missing or bad. */
export const readConfig = (env: Environment) =>
  readEnvironment(env, {
    ...databaseVariables,
    ...passwordVariables,
    ...corsVariables,
    ...logVariables,
    REGISTRATION: oneOf(['open', 'closed'], { fallback: 'open' }),
    REAUTHENTICATION_SECONDS: integer({ min: 1, max: 86_400, fallback: 900 }),
  });
