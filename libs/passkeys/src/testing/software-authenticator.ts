// An authenticator in software, with a browser before it: makes passkeys and signs challenges, and can be told to do it wrong.
import { randomBytes } from 'node:crypto';
import {
  attestationOf,
  attestedOf,
  clientDataOf,
  headOf,
  sha256,
  type Call,
  type Held,
} from './authenticator-data.ts';
import { cborOf, type Cbor } from './cbor.ts';
import { newKeyPair } from './key-pair.ts';
import type {
  AssertedCredential,
  AssertionRequest,
  AuthenticatorOptions,
  CreatedCredential,
  CreationRequest,
  Credential,
  Damage,
} from './shapes.ts';

export interface SoftwareAuthenticator {
  readonly create: (request: CreationRequest, damage?: Damage) => CreatedCredential;
  /** Uses the newest passkey that the request takes. Throws where it has none. */
  readonly get: (request: AssertionRequest, damage?: Damage) => AssertedCredential;
}

/**
 * @example
 * const authenticator = createSoftwareAuthenticator({ origin: 'http://localhost:3000' });
 * const credential = authenticator.create(await options());
 */
export const createSoftwareAuthenticator = (options: AuthenticatorOptions): SoftwareAuthenticator => {
  const held: Held[] = [];
  return {
    create: ({ challenge, rp, user }, damage = {}) => {
      const key = newKeyPair(options.algorithm ?? 'ES256');
      const id =
        damage.credentialId === undefined ? randomBytes(32) : Buffer.from(damage.credentialId, 'base64url');
      const passkey = { id, rpId: rp.id, userHandle: user.id, key, counter: 0 };
      held.unshift(passkey);
      return created(options, passkey, { challenge, damage });
    },
    get: ({ challenge, rpId, allowCredentials = [] }, damage = {}) => {
      const allowed = allowCredentials.map(({ id }) => id);
      const passkey = held.find(
        (one) =>
          one.rpId === rpId && (allowed.length === 0 || allowed.includes(one.id.toString('base64url'))),
      );
      if (passkey === undefined) throw new Error('the authenticator has no passkey for this');
      passkey.counter += options.synced === true ? 0 : 1;
      return asserted(options, passkey, { challenge, damage });
    },
  };
};

const created = (
  options: AuthenticatorOptions,
  passkey: Held,
  { challenge, damage }: Call,
): CreatedCredential => {
  const clientData = clientDataOf('webauthn.create', options, { challenge, damage });
  const authData = Buffer.concat([headOf(options, passkey, { damage, attested: true }), attestedOf(passkey)]);
  const [format, statement] = attestationOf(options, passkey, Buffer.concat([authData, sha256(clientData)]));
  const attestationObject = cborOf(
    new Map<string, Cbor>([
      ['fmt', damage.format ?? format],
      ['attStmt', damage.statement ?? statement],
      ['authData', authData],
    ]),
  );
  return {
    ...credentialOf(passkey),
    response: {
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: options.synced === true ? ['hybrid', 'internal'] : ['usb'],
      authenticatorData: authData.toString('base64url'),
      publicKeyAlgorithm: passkey.key.algorithm,
    },
  };
};

const asserted = (
  options: AuthenticatorOptions,
  passkey: Held,
  { challenge, damage }: Call,
): AssertedCredential => {
  const clientData = clientDataOf('webauthn.get', options, { challenge, damage });
  const authData = headOf(options, passkey, { damage, attested: false });
  return {
    ...credentialOf(passkey),
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: passkey.key.sign(Buffer.concat([authData, sha256(clientData)])).toString('base64url'),
      userHandle: damage.userHandle ?? passkey.userHandle,
    },
  };
};

const credentialOf = ({ id }: Held): Credential => ({
  id: id.toString('base64url'),
  rawId: id.toString('base64url'),
  type: 'public-key',
  authenticatorAttachment: 'cross-platform',
  clientExtensionResults: {},
});
