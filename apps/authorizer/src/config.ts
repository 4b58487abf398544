// What the environment of this app says: one schema, checked at cold start, frozen. The second entry adds to it.
import {
  accessVariables,
  eitherReference,
  logVariables,
  readEnvironment,
  reference,
  referenceOrUrl,
  tokenVariables,
  type Environment,
} from '@gatehouse/config';

/** What it takes to verify a token. */
export const verification = {
  ...tokenVariables,
  ...accessVariables,
  ...logVariables,
  JWT_JWKS: eitherReference('SECRET_KEY', referenceOrUrl({ secret: false })),
  SECRET_KEY: eitherReference('JWT_JWKS', reference()),
};

/** Throws `ConfigurationError` with every variable that is missing or bad. The authorizer takes no private key. */
export const readConfig = (env: Environment) => readEnvironment(env, verification);

export type AuthorizerConfig = ReturnType<typeof readConfig>;
