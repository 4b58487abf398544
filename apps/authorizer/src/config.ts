// The only file of this app that reads the environment: one schema per entry, checked at cold start, frozen.
import {
  databaseVariables,
  eitherReference,
  integer,
  logVariables,
  readEnvironment,
  reference,
  referenceOrUrl,
  tokenVariables,
  type Environment,
} from '@gatehouse/config';

const verification = {
  ...tokenVariables,
  ...logVariables,
  JWT_JWKS: eitherReference('SECRET_KEY', referenceOrUrl({ secret: false })),
  SECRET_KEY: eitherReference('JWT_JWKS', reference()),
};

/** Throws `ConfigurationError` with every variable that is missing or bad. The authorizer takes no private key. */
export const readConfig = (env: Environment) => readEnvironment(env, verification);

/** The same for the second entry, which looks sessions up. */
export const readSessionCheckConfig = (env: Environment) =>
  readEnvironment(env, {
    ...verification,
    ...databaseVariables,
    SESSION_CHECK_SECONDS: integer({ min: 0, max: 3600 }),
  });

export type AuthorizerConfig = ReturnType<typeof readConfig>;
