// The password hasher of an app, whose native module only the first password brings in.
import { onDemand, type Provider } from '@gatehouse/config';
import type { PasswordHasher } from '@gatehouse/hashing';
import type { HasherProviderOptions } from './hasher-provider.ts';
import type { HasherVariables } from './password-variables.ts';

/** As `createHasherProvider`, loaded by the first call; a load that fails is tried again by the next one. */
export const hashersOnDemand = (
  variables: HasherVariables,
  options: HasherProviderOptions,
): Provider<PasswordHasher> => {
  const load = onDemand(async () => {
    const { createHasherProvider } = await import('./password-hashers.ts');
    return createHasherProvider(variables, options);
  });
  return { current: async () => (await load()).current() };
};
