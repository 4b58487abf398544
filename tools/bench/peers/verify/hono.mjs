// hono's jwt helper with a CryptoKey, which it need not import at each call.
import { verify } from 'hono/jwt';

export const packages = ['hono'];

const PARAMETERS = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  EdDSA: { name: 'Ed25519' },
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
};

export const importKey = ({ kty, crv, x, y, n, e }, alg) =>
  crypto.subtle.importKey('jwk', { kty, crv, x, y, n, e }, PARAMETERS[alg], false, ['verify']);

export const createVerifier = async ({ alg, jwk, issuer, audience, typ }) => {
  const key = await importKey(jwk, alg);
  const options = { alg, iss: issuer, aud: audience, typ };
  return (token) => verify(token, key, options);
};
