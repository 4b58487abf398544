// A private JWK becomes a key that signs, and nothing else; no verifier loads this.
import type { webcrypto } from 'node:crypto';
import { KEY_FORMS } from './algorithms.ts';
import { KeyError } from './errors.ts';
import { membersOf } from './jwk.ts';
import type { PrivateJwk } from './jwk.ts';

/** Imports a key whose members were read. @throws KeyError `key_refused` */
export const importSigningKey = async (jwk: PrivateJwk, at: string): Promise<webcrypto.CryptoKey> => {
  const { parameters } = KEY_FORMS[jwk.alg];
  try {
    return await crypto.subtle.importKey('jwk', membersOf(jwk, 'sign'), parameters, false, ['sign']);
  } catch (cause) {
    throw new KeyError('key_refused', `${at}: is no ${jwk.alg} key`, { cause });
  }
};
