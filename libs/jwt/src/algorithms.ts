// The algorithms that Gatehouse can be configured with and the form of their keys; one table, so that no other file decides by name.
import type { webcrypto } from 'node:crypto';

/** RFC 7518 §3.1 and RFC 8037 §3.1. `EdDSA` means Ed25519 alone. */
export type SigningAlgorithm = 'ES256' | 'EdDSA' | 'RS256' | 'HS256';

/** The algorithms of key pairs: what a verifier holds cannot sign. */
export type KeyPairAlgorithm = Exclude<SigningAlgorithm, 'HS256'>;

export const SIGNING_ALGORITHMS: readonly SigningAlgorithm[] = ['ES256', 'EdDSA', 'RS256', 'HS256'];

type ImportParameters = webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams | webcrypto.Algorithm;

/** The members of a JWK (RFC 7518 §6, RFC 8037 §2) and what WebCrypto calls its algorithm. */
export interface KeyForm {
  readonly kty: 'EC' | 'OKP' | 'RSA';
  readonly crv: 'P-256' | 'Ed25519' | undefined;
  readonly publicMembers: readonly PublicMember[];
  readonly privateMembers: readonly PrivateMember[];
  readonly parameters: ImportParameters;
}

export type PublicMember = 'crv' | 'x' | 'y' | 'n' | 'e';
export type PrivateMember = 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi';

export const KEY_FORMS: Readonly<Record<KeyPairAlgorithm, KeyForm>> = {
  ES256: {
    kty: 'EC',
    crv: 'P-256',
    publicMembers: ['crv', 'x', 'y'],
    privateMembers: ['d'],
    parameters: { name: 'ECDSA', namedCurve: 'P-256' },
  },
  EdDSA: {
    kty: 'OKP',
    crv: 'Ed25519',
    publicMembers: ['crv', 'x'],
    privateMembers: ['d'],
    parameters: { name: 'Ed25519' },
  },
  RS256: {
    kty: 'RSA',
    crv: undefined,
    publicMembers: ['n', 'e'],
    privateMembers: ['d', 'p', 'q', 'dp', 'dq', 'qi'],
    parameters: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  },
};

/** The form of an algorithm's keys; undefined for every value that names no algorithm of key pairs. */
export const keyFormOf = (algorithm: unknown): KeyForm | undefined =>
  isKeyPairAlgorithm(algorithm) ? KEY_FORMS[algorithm] : undefined;

/** Own members only: `constructor` is no algorithm. */
export const isKeyPairAlgorithm = (algorithm: unknown): algorithm is KeyPairAlgorithm =>
  typeof algorithm === 'string' && Object.hasOwn(KEY_FORMS, algorithm);
