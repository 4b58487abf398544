// Verifies a new passkey (WebAuthn §7.1).
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import type { CreationCredential, NewCredential } from '../credentials.ts';
import type { RelyingParty } from '../relying-party.ts';
import { ALGORITHMS } from '../algorithms.ts';
import { assertOwnPage } from './own-page.ts';
import { refuse, verified } from './refused.ts';

export interface CreationInput {
  readonly credential: CreationCredential;
  /** The challenge that it has to answer. */
  readonly challenge: string;
}

/**
 * What to keep of a new passkey that answers `challenge`. Throws `invalid_credentials` for one that does not verify, and for one
 * with an attestation that nobody has asked for: only such as the key makes of itself may stay (WebAuthn §5.1.3).
 */
export const verifyCreation = async (
  { id, origins }: RelyingParty,
  { credential, challenge }: CreationInput,
): Promise<NewCredential> => {
  const { registrationInfo: made } = await verified(async () => {
    assertOwnPage(credential);
    assertWithoutAttestation(credential);
    return verifyRegistrationResponse({
      response: withExtensions(credential),
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: id,
      requireUserVerification: false,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
  });
  if (made === undefined) return refuse('the attestation does not verify');
  const { credential: key, credentialDeviceType } = made;
  if (key.id !== credential.id || key.publicKey.length > MAX_KEY_BYTES)
    return refuse('not a credential to keep');
  return {
    credentialId: key.id,
    publicKey: Buffer.from(key.publicKey).toString('base64url'),
    counter: key.counter,
    transports: transportsOf(credential),
    synced: credentialDeviceType === 'multiDevice',
  };
};

/** An RSA key of 4,096 bits has some 530. */
const MAX_KEY_BYTES = 1024;

/** The library's type wants a member that it does not read. */
const withExtensions = ({
  id,
  rawId,
  type,
  response: { clientDataJSON, attestationObject },
}: CreationCredential) => ({
  ...{ id, rawId, type },
  response: { clientDataJSON, attestationObject },
  clientExtensionResults: {},
});

const assertWithoutAttestation = ({ response }: CreationCredential): void => {
  const attestation = decodeAttestationObject(
    Uint8Array.from(Buffer.from(response.attestationObject, 'base64url')),
  );
  const format = attestation.get('fmt');
  const ofItself = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  if (format !== 'none' && !ofItself) throw new Error(`an attestation of the format ${format}`);
};

/** Hints for later requests, as the authenticator names them; what has not the form of such a name is dropped. */
const transportsOf = ({ response: { transports = [] } }: CreationCredential): readonly string[] =>
  [...new Set(transports)].filter((name) => /^[a-z-]{1,32}$/.test(name)).slice(0, MAX_TRANSPORTS);

const MAX_TRANSPORTS = 8;
