// What jose says of a token: the verdict that ours is held against.
import { importJWK, jwtVerify, type CryptoKey, type JWTHeaderParameters } from 'jose';
import type { PublicJwk } from '../../jwk.ts';
import { AUDIENCE, ISSUER, NOW } from '../fixtures.ts';

/** Whether jose accepts a token by the published set, with every check on that it has for an access token. */
export type Oracle = (token: string) => Promise<boolean>;

const REQUIRED = ['iss', 'aud', 'sub', 'client_id', 'iat', 'exp', 'jti', 'auth_time', 'sid', 'roles'];

const importPublicKey = async (jwk: PublicJwk): Promise<CryptoKey> => {
  const key = await importJWK({ ...jwk }, jwk.alg);
  if (key instanceof Uint8Array) throw new TypeError('a public key is no secret');
  return key;
};

export const joseOracle = async (jwks: readonly PublicJwk[]): Promise<Oracle> => {
  const keys = new Map<string, { readonly alg: string; readonly key: CryptoKey }>();
  for (const jwk of jwks) keys.set(jwk.kid, { alg: jwk.alg, key: await importPublicKey(jwk) });
  const keyOf = ({ kid, alg }: JWTHeaderParameters): CryptoKey => {
    const found = keys.get(kid ?? '');
    if (found?.alg !== alg) throw new Error('no such key');
    return found.key;
  };
  const options = {
    issuer: ISSUER,
    audience: AUDIENCE,
    typ: 'at+jwt',
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    requiredClaims: REQUIRED,
    currentDate: NOW,
  };
  return (token) =>
    jwtVerify(token, keyOf, options).then(
      () => true,
      () => false,
    );
};
