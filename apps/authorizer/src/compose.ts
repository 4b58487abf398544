// The only file of the default entry that builds things: configuration → keys and table → the decision's dependencies.
import { accessTable, type AccessTable } from '@gatehouse/access';
import {
  awsOnDemand,
  createReferenceProvider,
  requireFirstValues,
  tellRules,
  type Environment,
  type Provider,
} from '@gatehouse/config';
import { KeyError, parsePublicJwks, TokenMemory, type KeySource } from '@gatehouse/jwt';
import { createLogger, type Logger } from '@gatehouse/log';
import type { AuthorizeDeps } from './authorize.ts';
import type { AuthorizerConfig } from './config.ts';
import type { Report } from './report.ts';

export const composeLogger = ({ LOG_LEVEL: level }: AuthorizerConfig): Logger =>
  createLogger({ level, service: 'authorizer' });

/**
 * The dependencies of the decision, with the keys and the table as they are now: at once while both are fresh. Keys by URL are
 * asked for at the first call. Tokens that were accepted are remembered, for `sessionSeconds` where sessions are looked up.
 * @throws ConfigurationError when there are no keys or no table to start with
 */
export const compose = async (
  config: AuthorizerConfig,
  env: Environment,
  logger: Logger,
  sessionSeconds?: number,
): Promise<() => AuthorizeDeps | Promise<AuthorizeDeps>> => {
  const report = reportTo(logger);
  const keys = await keysOf(config, env, report);
  const access = await tableOf(config, env, report);
  await requireFirstValues([
    [config.JWT_JWKS ?? config.SECRET_KEY, keys],
    [config.ACCESS_TABLE, access],
  ]);
  const fixed = {
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    clientId: config.JWT_CLIENT_ID,
    memory: new TokenMemory(sessionSeconds === undefined ? {} : { maxAgeSeconds: sessionSeconds }),
    now: () => new Date(),
  };
  const depsOf = (source: KeySource, table: AccessTable): AuthorizeDeps => ({
    ...fixed,
    keys: source,
    access: table,
  });
  return () => {
    const [source, table] = [keys.peek?.(), access.peek?.()];
    if (source !== undefined && table !== undefined) return depsOf(source, table);
    return Promise.all([keys.current(), access.current()]).then(([keySource, rows]) =>
      depsOf(keySource, rows),
    );
  };
};

const reportTo = (logger: Logger): Report => ({
  onFailure: (error) => logger.error('not refreshed', {}, error),
  onSkipped: ({ kid, rule }) => logger.warn('key left out', { variable: 'JWT_JWKS', kid, rule }),
});

/** Keys in place or by reference are the rule, and the smallest start; the other kinds are loaded where they are set. */
const keysOf = async (
  config: AuthorizerConfig,
  env: Environment,
  report: Report,
): Promise<Provider<KeySource>> => {
  const { JWT_JWKS: reference } = config;
  if (reference === null || reference.from === 'url') {
    return (await import('./url-or-secret-keys.ts')).createUrlOrSecretKeys(config, env, report);
  }
  const parse = tellRules((json) => parsePublicJwks(json, report), KeyError);
  return createReferenceProvider({ reference, remote: awsOnDemand(env), parse, ...report });
};

/** Gatehouse's own table stands in the code; another one is loaded where the configuration has it. */
const tableOf = async (
  { ACCESS_TABLE: reference }: AuthorizerConfig,
  env: Environment,
  report: Report,
): Promise<Provider<AccessTable>> =>
  reference === null
    ? { current: async () => accessTable, peek: () => accessTable }
    : (await import('@gatehouse/access/provider')).createTableProvider({ reference, env, ...report });
