// jose with an imported key, as its documentation has it.
import { importJWK, jwtVerify } from 'jose';

export const packages = ['jose'];

export const createVerifier = async ({ alg, jwk, issuer, audience, typ }) => {
  const key = await importJWK(jwk, alg);
  const options = { algorithms: [alg], issuer, audience, typ };
  return async (token) => (await jwtVerify(token, key, options)).payload;
};
