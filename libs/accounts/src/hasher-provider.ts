// A hasher of an app as it is now, from the app's variables.
import { createReferenceProvider, tellRules, type Provider, type RemoteResolver } from '@gatehouse/config';
import { timeLeftMs } from '@gatehouse/deadline';
import type { PasswordHasherOptions } from '@gatehouse/hashing';
import { createGate, HashError } from '@gatehouse/hashing/new-passwords';
import { parsePeppers } from '@gatehouse/hashing/rules';
import type { Logger } from '@gatehouse/log';
import { parametersOf, type HasherVariables } from './password-variables.ts';

export interface HasherProviderOptions {
  readonly remote: RemoteResolver;
  readonly onFailure: (error: Error) => void;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
}

/** One for the process: a request, which may hash twice, waits no longer than it has time left. */
const gate = createGate({ width: 2, maxWaitMs: () => timeLeftMs(3_000) });

/** Made anew when the peppers change: one that is put first hashes from then on, without a restart. */
export const hasherProviderOf = <Hasher>(
  variables: HasherVariables,
  options: HasherProviderOptions,
  make: (options: PasswordHasherOptions) => Hasher,
): Provider<Hasher> => {
  const parameters = { ...parametersOf(variables), gate };
  const { PASSWORD_PEPPERS: reference } = variables;
  if (reference === null) {
    const hasher = make(parameters);
    return { current: async () => hasher };
  }
  const parse = (text: string) => make({ ...parameters, peppers: parsePeppers(text) });
  return createReferenceProvider({ ...options, reference, parse: tellRules(parse, HashError) });
};
