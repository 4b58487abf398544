// Keys of the less usual kinds: by the URL they are published at, or a shared secret. Loaded only where one is set.
import {
  awsOnDemand,
  createReferenceProvider,
  tellRules,
  type Environment,
  type Provider,
} from '@gatehouse/config';
import { KeyError, type KeySource } from '@gatehouse/jwt';
import { remoteJwks } from '@gatehouse/jwt/remote-jwks';
import { parseSecretKey } from '@gatehouse/jwt/secret-key';
import type { AuthorizerConfig } from './config.ts';
import type { Report } from './report.ts';

/** The configuration has set exactly one of the two variables. Throws `KeyError` for a URL that may not be asked. */
export const createUrlOrSecretKeys = (
  { JWT_JWKS: jwks, SECRET_KEY: secret }: AuthorizerConfig,
  env: Environment,
  { onFailure, onSkipped }: Report,
): Provider<KeySource> => {
  if (jwks?.from === 'url') {
    const refused = (cause: unknown): void =>
      onFailure(new Error('JWT_JWKS: the URL gave no usable set', { cause }));
    const source = remoteJwks(jwks.url, { onFailure: refused, onSkipped });
    return { current: async () => source, peek: () => source };
  }
  return createReferenceProvider({
    reference: secret!,
    remote: awsOnDemand(env),
    parse: tellRules(parseSecretKey, KeyError),
    onFailure,
  });
};
