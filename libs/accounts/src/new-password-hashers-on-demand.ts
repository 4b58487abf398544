// The password hasher of an app that takes new passwords and verifies none: the hashes of other systems are not in its zip.
import { onDemand, type Provider } from '@gatehouse/config';
import type { PasswordHasher } from '@gatehouse/hashing';
import type { HasherProviderOptions } from './hasher-provider.ts';
import type { HasherVariables } from './password-variables.ts';

/** What hashes new passwords. */
export type NewPasswordHasher = Pick<PasswordHasher, 'hash'>;

/** As `hashersOnDemand`, whose native module only the first password brings in. */
export const newPasswordHashersOnDemand = (
  variables: HasherVariables,
  options: HasherProviderOptions,
): Provider<NewPasswordHasher> => {
  const load = onDemand(async () => {
    const { createNewPasswordHasherProvider } = await import('./new-password-hashers.ts');
    return createNewPasswordHasherProvider(variables, options);
  });
  return { current: async () => (await load()).current() };
};
