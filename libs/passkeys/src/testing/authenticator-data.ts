// What stands in the bytes that a passkey signs: the client data and the authenticator's data (WebAuthn §5.8.1, §6.1).
import { createHash } from 'node:crypto';
import type { Cbor } from './cbor.ts';
import type { KeyPair } from './key-pair.ts';
import type { AuthenticatorOptions, Damage } from './shapes.ts';

/** A passkey within the authenticator. */
export interface Held {
  readonly id: Buffer;
  readonly rpId: string;
  readonly userHandle: string;
  readonly key: KeyPair;
  counter: number;
}

export interface Call {
  readonly challenge: string;
  readonly damage: Damage;
}

/** What the browser says of the call (WebAuthn §5.8.1). */
export const clientDataOf = (
  type: string,
  { origin }: AuthenticatorOptions,
  { challenge, damage }: Call,
): Buffer =>
  Buffer.from(
    JSON.stringify({
      type: damage.type ?? type,
      challenge: damage.challenge ?? challenge,
      origin: damage.origin ?? origin,
      crossOrigin: false,
      ...damage.clientData,
    }),
  );

/** Bits of the flags (WebAuthn §6.1). */
export const FLAGS = { present: 0x01, verified: 0x04, syncable: 0x08, synced: 0x10, attested: 0x40 };

/** The part of the authenticator's data that is always there (WebAuthn §6.1). */
export const headOf = (
  { verifiesUser = true, synced = false }: AuthenticatorOptions,
  { rpId, counter }: Held,
  { damage, attested }: { readonly damage: Damage; readonly attested: boolean },
): Buffer => {
  const flags =
    FLAGS.present |
    (verifiesUser ? FLAGS.verified : 0) |
    (synced ? FLAGS.syncable | FLAGS.synced : 0) |
    (attested ? FLAGS.attested : 0);
  const rest = Buffer.alloc(5);
  rest.writeUInt8(flags ^ (damage.flipFlags ?? 0));
  rest.writeUInt32BE(damage.counter ?? counter, 1);
  return Buffer.concat([sha256(Buffer.from(damage.rpId ?? rpId)), rest]);
};

/** The new credential within the authenticator's data (WebAuthn §6.5.1); the model of the authenticator stays unknown. */
export const attestedOf = ({ id, key }: Held): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  return Buffer.concat([Buffer.alloc(16), length, id, key.publicKey]);
};

export const attestationOf = (
  { attestsItself = false }: AuthenticatorOptions,
  { key }: Held,
  signed: Buffer,
): readonly [format: string, statement: ReadonlyMap<string, Cbor>] =>
  attestsItself
    ? [
        'packed',
        new Map<string, Cbor>([
          ['alg', key.algorithm],
          ['sig', key.sign(signed)],
        ]),
      ]
    : ['none', new Map()];

export const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
