// A JWT in its compact form, and its RS256 signature: the algorithm that API Gateway's JWT authorizers take.
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isMap } from '../../template/values.ts';

export interface Jwt {
  readonly kid: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What is signed. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** The parts of a JWT that says RS256 and names its key; null for anything else (RFC 7519 §7.2). */
export const parseJwt = (token: string): Jwt | null => {
  const [, head = '', payload = '', signature = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  const [header, claims] = [objectOf(head), objectOf(payload)];
  if (header === null || claims === null) return null;
  const { alg, kid, crit } = header;
  if (alg !== 'RS256' || typeof kid !== 'string' || crit !== undefined) return null;
  const signed = Buffer.from(`${head}.${payload}`);
  return { kid, claims, signed, signature: Buffer.from(signature, 'base64url') };
};

const objectOf = (part: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isMap(value) ? value : null;
  } catch {
    return null;
  }
};

export const isSignedBy = ({ signed, signature }: Jwt, key: KeyObject): boolean =>
  verify('RSA-SHA256', signed, key, signature);

const SHORTEST_MODULUS_BITS = 2048;

/** The RSA key of a JWK that may verify RS256 (RFC 7517 §4, RFC 7518 §3.3); null for keys of other kinds and uses. */
export const toRsaKey = (jwk: Readonly<Record<string, unknown>>): KeyObject | null => {
  const { kty, use = 'sig', alg = 'RS256', n, e } = jwk;
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256') return null;
  try {
    const key = createPublicKey({ format: 'jwk', key: { kty, n, e } as never });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_MODULUS_BITS ? key : null;
  } catch {
    return null;
  }
};
