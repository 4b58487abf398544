// The only file of the default entry that builds things: configuration → keys and table → the decision's dependencies.
import { accessTable, type AccessTable } from '@gatehouse/access';
import { awsOnDemand, createReferenceProvider, type Environment, type Provider } from '@gatehouse/config';
import { parsePublicJwks, type KeySource } from '@gatehouse/jwt';
import { createLogger, type Logger } from '@gatehouse/log';
import type { AuthorizeDeps } from './authorize.ts';
import type { AuthorizerConfig } from './config.ts';

export const composeLogger = ({ LOG_LEVEL: level }: AuthorizerConfig): Logger =>
  createLogger({ level, service: 'authorizer' });

/**
 * The dependencies of the decision, with the keys as they are now. Rejects at once when there are none to start with;
 * keys by URL are asked for at the first call.
 */
export const compose = async (
  config: AuthorizerConfig,
  env: Environment,
  logger: Logger,
): Promise<() => Promise<AuthorizeDeps>> => {
  const onFailure = (error: Error): void => logger.error('not refreshed', {}, error);
  const keys = await keysOf(config, env, onFailure);
  const access = await tableOf(config, env, onFailure);
  await Promise.all([keys.current(), access.current()]);
  return async () => {
    const [keySource, table] = await Promise.all([keys.current(), access.current()]);
    return {
      keys: keySource,
      issuer: config.JWT_ISSUER,
      audience: config.JWT_AUDIENCE,
      clientId: config.JWT_CLIENT_ID,
      access: table,
      now: () => new Date(),
    };
  };
};

/** Told of each value that could not be had again, by the name of its variable, while the last good one goes on. */
export type OnFailure = (error: Error) => void;

/** Keys in place or by reference are the rule, and the smallest start; the other kinds are loaded where they are set. */
const keysOf = async (
  config: AuthorizerConfig,
  env: Environment,
  onFailure: OnFailure,
): Promise<Provider<KeySource>> => {
  const { JWT_JWKS: reference } = config;
  if (reference === null || reference.from === 'url') {
    return (await import('./other-keys.ts')).createOtherKeys(config, env, onFailure);
  }
  return createReferenceProvider({ reference, remote: awsOnDemand(env), parse: parsePublicJwks, onFailure });
};

/** Gatehouse's own table stands in the code; another one is loaded where the configuration has it. */
const tableOf = async (
  { ACCESS_TABLE: reference }: AuthorizerConfig,
  env: Environment,
  onFailure: OnFailure,
): Promise<Provider<AccessTable>> =>
  reference === null
    ? { current: async () => accessTable }
    : (await import('./other-tables.ts')).createTableProvider(reference, env, onFailure);
