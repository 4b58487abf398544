// The face of @gatehouse/passkeys. What needs the WebAuthn library has its own entry, to be loaded on demand.
export {
  CHALLENGE_SECONDS,
  digestOfChallenge,
  endOfChallenge,
  endOfSealed,
  endOfUse,
  newChallenge,
  sealedChallenge,
} from './challenge.ts';
export { accountIdOf, challengeOf, userHandleOf } from './client-data.ts';
export { runsBackwards } from './counter.ts';
export type {
  AssertionCredential,
  CreationCredential,
  KeptCredential,
  NewCredential,
} from './credentials.ts';
export {
  creationOptions,
  requestOptions,
  type CreationOptions,
  type Descriptor,
  type RequestOptions,
} from './options.ts';
export type { RelyingParty } from './relying-party.ts';
