// aws-jwt-verify, synchronous since its key set is given beforehand; it checks no typ by itself.
import { JwtVerifier } from 'aws-jwt-verify';

export const packages = ['aws-jwt-verify'];
export const checksTyp = false;

export const createVerifier = async ({ alg, jwk, issuer, audience }) => {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/jwks.json` });
  verifier.cacheJwks({ keys: [{ ...jwk, alg, use: 'sig' }] });
  return (token) => verifier.verifySync(token);
};
