// A password hasher from the variables of both apps that need one; apart, because hashers change when the peppers do.
import { createReferenceProvider, tellRules, type Provider, type RemoteResolver } from '@gatehouse/config';
import { createPasswordHasher, HashError, parsePeppers, type PasswordHasher } from '@gatehouse/hashing';
import type { Logger } from '@gatehouse/log';
import { parametersOf, type HasherVariables } from './password-variables.ts';
import { presentableHasher } from './presentable-hasher.ts';

export interface HasherProviderOptions {
  readonly remote: RemoteResolver;
  readonly onFailure: (error: Error) => void;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
}

/** The hasher as it is now: a pepper that is put first hashes from then on, without a restart. */
export const createHasherProvider = (
  variables: HasherVariables,
  options: HasherProviderOptions,
): Provider<PasswordHasher> => {
  const parameters = parametersOf(variables);
  const presentable = (hasher: PasswordHasher) => presentableHasher(hasher, options.logger);
  const { PASSWORD_PEPPERS: reference } = variables;
  if (reference === null) {
    const hasher = presentable(createPasswordHasher(parameters));
    return { current: async () => hasher };
  }
  const parse = (text: string) =>
    presentable(createPasswordHasher({ ...parameters, peppers: parsePeppers(text) }));
  return createReferenceProvider({ ...options, reference, parse: tellRules(parse, HashError) });
};
