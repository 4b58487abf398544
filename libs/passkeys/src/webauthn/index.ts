// What verifies passkeys by the WebAuthn library: loaded by the first request that needs it.
export { verifyAssertion, type AssertionInput } from './verify-assertion.ts';
export { verifyCreation, type CreationInput } from './verify-creation.ts';
