// What the apps need to set and verify passwords; an entry of its own, so that only such routes load the hashing library.
export { requireGoodPassword } from './new-password.ts';
export {
  createHasherProvider,
  type HasherProviderOptions,
  type HasherVariables,
} from './password-hashers.ts';
