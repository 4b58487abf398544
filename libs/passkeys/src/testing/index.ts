// The face of @gatehouse/passkeys/testing.
export { FLAGS } from './authenticator-data.ts';
export type {
  AssertedCredential,
  AssertionRequest,
  AuthenticatorOptions,
  CreatedCredential,
  CreationRequest,
  Damage,
} from './shapes.ts';
export { createSoftwareAuthenticator, type SoftwareAuthenticator } from './software-authenticator.ts';
