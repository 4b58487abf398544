// The password hasher of an app, whose native module only the first password brings in.
import type { Provider } from '@gatehouse/config';
import type { PasswordHasher } from '@gatehouse/hashing';
import type { createHasherProvider, HasherProviderOptions } from './password-hashers.ts';
import type { HasherVariables } from './password-variables.ts';

type Load = () => Promise<{ readonly createHasherProvider: typeof createHasherProvider }>;

/** As `createHasherProvider`, loaded by the first call; a load that fails is tried again by the next one. */
export const hashersOnDemand = (
  variables: HasherVariables,
  options: HasherProviderOptions,
  load: Load = () => import('./password-hashers.ts'),
): Provider<PasswordHasher> => {
  let loaded: Promise<Provider<PasswordHasher>> | undefined;
  const loadOnce = (): Promise<Provider<PasswordHasher>> => {
    if (loaded !== undefined) return loaded;
    loaded = load().then((module) => module.createHasherProvider(variables, options));
    loaded.catch(() => (loaded = undefined));
    return loaded;
  };
  return { current: async () => (await loadOnce()).current() };
};
