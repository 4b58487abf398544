// Who signs: an asynchronous interface, so that a key management service can stand where the local key does.
import { createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from './algorithms.ts';
import { KeyError } from './errors.ts';
import type { PrivateKeySet, StoredKey } from './private-keys.ts';
import type { SecretKey } from './secret-key.ts';
import { importSigningKey } from './signing-key.ts';

/** Signs under one key. An implementation adds its own `alg` and `kid` to the header it is given. */
export interface Signer {
  readonly alg: SigningAlgorithm;
  /** Undefined for the shared secret. */
  readonly kid: string | undefined;
  /** The compact JWS of the claims (RFC 7515 §7.1). */
  sign(header: { readonly typ: string }, claims: object): Promise<string>;
}

/**
 * A signer under the first key of the set, or under the shared secret. The key is imported once, here.
 * @throws KeyError `keys_missing`, `key_refused`
 * @example
 * const signer = await createSigner(await parsePrivateKeySet(storedText));
 */
export const createSigner = async (keys: PrivateKeySet | SecretKey): Promise<Signer> => {
  if (!('keys' in keys)) return signerOf(keys, (data) => SIGN.HS256(data, keys.secret));
  const [first] = keys.keys;
  if (!first) throw new KeyError('keys_missing', 'the set has no keys');
  const key = await keyOf(first);
  return signerOf(first, (data) => SIGN[first.alg](data, key));
};

type Named = Pick<Signer, 'alg' | 'kid'>;

const signerOf = ({ alg, kid }: Named, signatureOf: (data: Buffer) => Buffer): Signer => ({
  alg,
  kid,
  async sign({ typ }, claims) {
    const header = { alg, typ, ...(kid === undefined ? {} : { kid }) };
    const input = `${encode(header)}.${encode(claims)}`;
    return `${input}.${signatureOf(Buffer.from(input)).toString('base64url')}`;
  },
});

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const keyOf = async (jwk: StoredKey): Promise<KeyObject> => {
  await importSigningKey(jwk, 'keys[0]');
  return createPrivateKey({ key: { ...jwk }, format: 'jwk' });
};

/** Synchronous, since the way to a thread and back takes longer than a signature of an elliptic curve. */
const SIGN: Readonly<Record<SigningAlgorithm, (data: Buffer, key: KeyObject) => Buffer>> = {
  ES256: (data, key) => rawSignature(sign('sha256', data, key)),
  EdDSA: (data, key) => sign(null, data, key),
  RS256: (data, key) => sign('sha256', data, key),
  HS256: (data, key) => createHmac('sha256', key).update(data).digest(),
};

const HALF_BYTES = 32;

/**
 * R and S, 32 bytes each (RFC 7518 §3.4), of what OpenSSL writes as two integers in DER: 30 len 02 len R 02 len S. Asking
 * `sign` for this form costs as much as half a signature.
 */
const rawSignature = (der: Buffer): Buffer => {
  const raw = Buffer.alloc(2 * HALF_BYTES);
  const rEnd = 4 + (der[3] ?? 0);
  const halves = [der.subarray(4, rEnd), der.subarray(rEnd + 2)];
  halves.forEach((half, index) => {
    const significant = half.subarray(Math.max(0, half.length - HALF_BYTES));
    raw.set(significant, (index + 1) * HALF_BYTES - significant.length);
  });
  return raw;
};
