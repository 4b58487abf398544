// A verifier's keys from a public JWKS in place; apart from private keys, so that an authorizer loads nothing that could sign.
import { importJwk, readKeyList, readPublicMembers, refuseDuplicateKids } from './jwk.ts';
import type { JsonObject, PublicJwk } from './jwk.ts';
import { KeyError } from './errors.ts';
import type { KeySource, VerificationKey } from './key-source.ts';

/** Keys that were imported once, found by `kid`. */
export interface VerificationKeys extends KeySource {
  readonly keys: readonly VerificationKey[];
}

/** Members of private and symmetric keys (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Reads a public JWKS (RFC 7517 §5). One key that breaks a rule refuses the whole set: private or symmetric members, an
 * algorithm that is not ours, a type, curve, use or operation that does not fit it, RSA below 2048 bits, a `kid` that is
 * missing or stands twice. Members without a meaning here are ignored, as the standard asks.
 * @throws KeyError `keys_malformed`, `keys_missing`, `key_refused`, `kid_duplicate`
 */
export const parsePublicJwks = async (json: string): Promise<VerificationKeys> => {
  const jwks = readKeyList(json).map(readPublicKey);
  refuseDuplicateKids(jwks);
  const keys = await Promise.all(jwks.map(toVerificationKey));
  const byKid = new Map(keys.map((key) => [key.kid, key]));
  return { keys, find: async (kid) => byKid.get(kid) };
};

const readPublicKey = (jwk: JsonObject, index: number): PublicJwk => {
  const secret = SECRET_MEMBERS.find((name) => Object.hasOwn(jwk, name));
  if (secret !== undefined)
    throw new KeyError('key_refused', `keys[${index}]: ${secret} must not stand in a public set`);
  return readPublicMembers(jwk, `keys[${index}]`, 'verify');
};

const toVerificationKey = async (jwk: PublicJwk, index: number): Promise<VerificationKey> => ({
  kid: jwk.kid,
  alg: jwk.alg,
  key: await importJwk(jwk, `keys[${index}]`, 'verify'),
});
