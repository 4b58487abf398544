// The hasher of an app that verifies passwords; apart, because it is loaded by the first password.
import type { Provider } from '@gatehouse/config';
import { createPasswordHasher, type PasswordHasher } from '@gatehouse/hashing';
import { hasherProviderOf, type HasherProviderOptions } from './hasher-provider.ts';
import type { HasherVariables } from './password-variables.ts';
import { presentableHasher } from './presentable-hasher.ts';

export const createHasherProvider = (
  variables: HasherVariables,
  options: HasherProviderOptions,
): Provider<PasswordHasher> =>
  hasherProviderOf(variables, options, (made) =>
    presentableHasher(createPasswordHasher(made), options.logger),
  );
