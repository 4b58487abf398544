// Whose tokens these functions take, from their environment; a variable that is missing stops the start by its name.
import type { TrustedIssuer } from '@gatehouse/http/guard';

/** The issuer that the variables name; its public keys are fetched at the first call, and kept. */
export const trustedIssuer = (env: NodeJS.ProcessEnv): TrustedIssuer => ({
  issuer: needed(env, 'TOKEN_ISSUER'),
  audience: needed(env, 'TOKEN_AUDIENCE'),
  clientId: needed(env, 'TOKEN_CLIENT_ID'),
  jwks: needed(env, 'TOKEN_JWKS_URL'),
});

const needed = (env: NodeJS.ProcessEnv, name: string): string => {
  const value = env[name];
  if (!value) throw new Error(`${name}: is required`);
  return value;
};
