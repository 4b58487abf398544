// The only file of the default entry that builds things: configuration → keys → the decision's dependencies.
import { accessTable } from '@gatehouse/access';
import { awsOnDemand, createReferenceProvider, type Environment, type Provider } from '@gatehouse/config';
import { parsePublicJwks, type KeySource } from '@gatehouse/jwt';
import { createLogger, type Logger } from '@gatehouse/log';
import type { AuthorizeDeps } from './authorize.ts';
import type { AuthorizerConfig } from './config.ts';

export const composeLogger = ({ LOG_LEVEL: level }: AuthorizerConfig): Logger =>
  createLogger({ level, service: 'authorizer' });

/** The dependencies of the decision, with the keys as they are now. Rejects at once when there are none to start with. */
export const compose = async (
  config: AuthorizerConfig,
  env: Environment,
  logger: Logger,
): Promise<() => Promise<AuthorizeDeps>> => {
  const keys = await keysOf(config, env, logger);
  await keys.current();
  return async () => ({
    keys: await keys.current(),
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    clientId: config.JWT_CLIENT_ID,
    access: accessTable,
    now: () => new Date(),
  });
};

/** Loads what its configuration needs: keys in place are the rule, and the smallest start. */
const keysOf = async (
  { JWT_JWKS: jwks, SECRET_KEY: secret }: AuthorizerConfig,
  env: Environment,
  logger: Logger,
): Promise<Provider<KeySource>> => {
  if (jwks?.from === 'url') {
    const { remoteJwks } = await import('@gatehouse/jwt/remote-jwks');
    const source = remoteJwks(jwks.url);
    return { current: async () => source };
  }
  const [reference, parse] = jwks === null ? [secret!, await secretParser()] : [jwks, parsePublicJwks];
  const onFailure = (error: Error): void => logger.error('keys were not refreshed', {}, error);
  return createReferenceProvider<KeySource>({ reference, remote: awsOnDemand(env), parse, onFailure });
};

const secretParser = async () => (await import('@gatehouse/jwt/secret-key')).parseSecretKey;
