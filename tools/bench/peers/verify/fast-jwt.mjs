// fast-jwt with a PEM, which makes its verifier synchronous; its cache is off unless it is asked for.
import { createVerifier as create } from 'fast-jwt';

export const packages = ['fast-jwt'];

export const createVerifier = async ({ alg, pem, issuer, audience, typ, cache = false }) =>
  create({ key: pem, algorithms: [alg], allowedIss: issuer, allowedAud: audience, checkTyp: typ, cache });
