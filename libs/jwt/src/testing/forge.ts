// The tools of a forger: right claims, our key, another's key, and signatures by node:crypto, so that jose is not both sides.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { KeyPairAlgorithm } from '../algorithms.ts';
import type { AccessTokenClaims } from '../claims.ts';
import type { TokenErrorCode } from '../errors.ts';
import type { PrivateJwk, PublicJwk } from '../jwk.ts';

/** Whose tokens are forged: the issuer with its key pair, for whom and when. */
export interface ForgeryContext {
  /** The issuer's own key: many of these are properly signed and wrong otherwise. */
  readonly privateJwk: PrivateJwk;
  readonly publicJwk: PublicJwk;
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
  /** Claims to start from, such as an existing account's; the rest is made up. */
  readonly claims?: Partial<AccessTokenClaims>;
}

/** A token to throw at a verifier, and how it has to be refused. */
export interface Forgery {
  /** What is forged, as a test's name. */
  readonly name: string;
  readonly token: string;
  /** The reason that a verifier of the public set gives. */
  readonly code: TokenErrorCode;
}

/** What `JSON.stringify` is given. */
export type Json = object;

/** What forgers forge with. */
export interface Forge {
  readonly header: { readonly alg: KeyPairAlgorithm; readonly kid: string; readonly typ: string };
  readonly claims: AccessTokenClaims;
  readonly publicKey: KeyObject;
  readonly publicJwk: PublicJwk;
  /** A compact token, signed with the issuer's key; header and claims may be texts, to be wrong in their own way. */
  readonly token: (header?: Json | string, claims?: Json | string) => string;
  /** The same, signed with another key of the same kind. */
  readonly foreign: (header?: Json, claims?: Json) => string;
  readonly foreignJwk: JsonWebKey;
}

export const forgeOf = ({ privateJwk, publicJwk, issuer, audience, now, claims }: ForgeryContext): Forge => {
  const { alg, kid } = privateJwk;
  const header = { alg, kid, typ: 'at+jwt' };
  const allClaims = { ...plausibleClaims(issuer, audience, now), ...claims };
  const privateKey = createPrivateKey({ key: { ...privateJwk }, format: 'jwk' });
  const foreignKey = generateForeignKey(alg);
  return {
    header,
    claims: allClaims,
    publicKey: createPublicKey({ key: { ...publicJwk }, format: 'jwk' }),
    publicJwk,
    token: (head = header, body = allClaims) => signed(privateKey, alg, head, body),
    foreign: (head = header, body = allClaims) => signed(foreignKey, alg, head, body),
    foreignJwk: createPublicKey(foreignKey).export({ format: 'jwk' }),
  };
};

const plausibleClaims = (issuer: string, audience: string, now: Date): AccessTokenClaims => {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  return {
    iss: issuer,
    aud: audience,
    sub: 'forged-subject',
    client_id: 'gatehouse',
    iat: nowSeconds,
    exp: nowSeconds + 300,
    jti: 'forged-token-id',
    auth_time: nowSeconds,
    sid: 'forged-session',
    roles: ['admin'],
    amr: ['pwd', 'otp', 'mfa'],
  };
};

const generateForeignKey = (alg: KeyPairAlgorithm): KeyObject => {
  if (alg === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519').privateKey;
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
};

export const encode = (part: Json | string | Uint8Array): string => {
  const isJson = typeof part !== 'string' && !(part instanceof Uint8Array);
  return Buffer.from(isJson ? JSON.stringify(part) : part).toString('base64url');
};

const signed = (
  key: KeyObject,
  alg: KeyPairAlgorithm,
  header: Json | string,
  claims: Json | string,
): string => {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${signInput(key, alg, input).toString('base64url')}`;
};

const signInput = (key: KeyObject, alg: KeyPairAlgorithm, input: string): Buffer => {
  const digest = alg === 'EdDSA' ? null : 'sha256';
  return sign(digest, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
};

export const partsOf = (token: string): { header: string; payload: string; signature: string } => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return { header, payload, signature };
};
