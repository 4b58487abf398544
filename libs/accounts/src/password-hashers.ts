// A password hasher from the variables of both apps that need one; apart, because hashers change when the peppers do.
import {
  createReferenceProvider,
  type Provider,
  type Reference,
  type RemoteResolver,
} from '@gatehouse/config';
import { createPasswordHasher, parsePeppers, type PasswordHasher } from '@gatehouse/hashing';

export interface HasherVariables {
  readonly ARGON2_MEMORY_KIB: number;
  readonly ARGON2_PASSES: number;
  readonly ARGON2_LANES: number;
  readonly PASSWORD_PEPPERS: Reference | null;
}

export interface HasherProviderOptions {
  readonly remote: RemoteResolver;
  readonly onFailure: (error: Error) => void;
}

/** The hasher as it is now: a pepper that is put first hashes from then on, without a restart. */
export const createHasherProvider = (
  variables: HasherVariables,
  options: HasherProviderOptions,
): Provider<PasswordHasher> => {
  const parameters = {
    memoryKiB: variables.ARGON2_MEMORY_KIB,
    passes: variables.ARGON2_PASSES,
    lanes: variables.ARGON2_LANES,
  };
  const { PASSWORD_PEPPERS: reference } = variables;
  if (reference === null) {
    const hasher = createPasswordHasher(parameters);
    return { current: async () => hasher };
  }
  const parse = (text: string) => createPasswordHasher({ ...parameters, peppers: parsePeppers(text) });
  return createReferenceProvider({ ...options, reference, parse });
};
