// Verifies the use of a passkey (WebAuthn §7.2).
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { userHandleOf } from '../client-data.ts';
import type { AssertionCredential, KeptCredential } from '../credentials.ts';
import type { RelyingParty } from '../relying-party.ts';
import { assertOwnPage } from './own-page.ts';
import { refuse, verified } from './refused.ts';

export interface AssertionInput {
  readonly credential: AssertionCredential;
  /** The challenge that it has to answer. */
  readonly challenge: string;
  readonly accountId: string;
  readonly passkey: KeptCredential;
  /** Whether the authenticator must have known its user. */
  readonly requireUserVerification: boolean;
}

/**
 * What the authenticator has counted, once the use has verified; whether that runs backwards is for the caller to judge.
 * Throws `invalid_credentials`.
 */
export const verifyAssertion = async (
  { id, origins }: RelyingParty,
  { credential, challenge, accountId, passkey, requireUserVerification }: AssertionInput,
): Promise<{ readonly counter: number }> => {
  const outcome = await verified(async () => {
    assertOwnPage(credential);
    return verifyAuthenticationResponse({
      response: ofTheLibrary(credential),
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: id,
      requireUserVerification,
      // 0: a counter means something once the signature has verified, and the library would ask it before.
      credential: { id: passkey.credentialId, publicKey: bytesOf(passkey.publicKey), counter: 0 },
    });
  });
  const { newCounter, credentialDeviceType } = outcome.authenticationInfo;
  const isSame = credential.id === passkey.credentialId && namesNoOther(credential, accountId);
  // Whether a passkey may be synced is fixed when it is made (WebAuthn §6.1.3).
  const isAsKept = (credentialDeviceType === 'multiDevice') === passkey.synced;
  return outcome.verified && isSame && isAsKept
    ? { counter: newCounter }
    : refuse('not the passkey that is kept');
};

/** An authenticator that was given the passkeys to choose from need not name the account. */
const namesNoOther = ({ response: { userHandle } }: AssertionCredential, accountId: string): boolean =>
  userHandle === undefined ||
  userHandle === null ||
  userHandle === '' ||
  userHandle === userHandleOf(accountId);

/** The library's type wants a member that it does not read. */
const ofTheLibrary = ({ id, rawId, type, response }: AssertionCredential) => ({
  ...{ id, rawId, type },
  response: {
    clientDataJSON: response.clientDataJSON,
    authenticatorData: response.authenticatorData,
    signature: response.signature,
  },
  clientExtensionResults: {},
});

const bytesOf = (base64url: string) => Uint8Array.from(Buffer.from(base64url, 'base64url'));
