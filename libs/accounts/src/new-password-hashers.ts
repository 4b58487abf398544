// The hasher of an app that takes new passwords and verifies none; apart, because it is loaded by the first password.
import type { Provider } from '@gatehouse/config';
import { createNewPasswordHasher } from '@gatehouse/hashing/new-passwords';
import { hasherProviderOf, type HasherProviderOptions } from './hasher-provider.ts';
import { inTime } from './in-time.ts';
import type { HasherVariables } from './password-variables.ts';
import type { NewPasswordHasher } from './new-password-hashers-on-demand.ts';

export const createNewPasswordHasherProvider = (
  variables: HasherVariables,
  options: HasherProviderOptions,
): Provider<NewPasswordHasher> =>
  hasherProviderOf(variables, options, (made) => {
    const hasher = createNewPasswordHasher(made);
    return { hash: (password) => inTime(hasher.hash(password)) };
  });
