// jsonwebtoken with a KeyObject; it knows no EdDSA, and checks no typ.
import { createPublicKey } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';

export const packages = ['jsonwebtoken'];
export const checksTyp = false;
export const algorithms = ['ES256', 'RS256'];

export const createVerifier = async ({ alg, pem, issuer, audience }) => {
  const key = createPublicKey(pem);
  const options = { algorithms: [alg], issuer, audience };
  return (token) => jsonwebtoken.verify(token, key, options);
};
