// A verifier's keys from a public JWKS in place; an authorizer loads nothing that could sign.
import { isKid, readKeyList, readPublicMembers, refuseDuplicateKids } from './jwk.ts';
import type { JsonObject } from './jwk.ts';
import { KeyError } from './errors.ts';
import type { KeySource, VerificationKey } from './key-source.ts';
import { verificationKeyOf } from './verification-key.ts';

/** Keys that were imported once, found by `kid`. */
export interface VerificationKeys extends KeySource {
  readonly keys: readonly VerificationKey[];
  find(kid: string | undefined): VerificationKey | undefined;
}

/** A key of the set that verifies nothing here. Neither member holds any of its material. */
export interface SkippedKey {
  /** Undefined where the key has no name that may be shown. */
  readonly kid: string | undefined;
  /** Which key and why, such as `keys[1]: alg must be ES256, EdDSA or RS256`. */
  readonly rule: string;
}

/** What is done about keys of a set that verify nothing here. */
export interface PublicJwksOptions {
  /** Told of each key that is left out, once the set is taken. For the log. */
  readonly onSkipped?: ((key: SkippedKey) => void) | undefined;
}

/** Members of private and symmetric keys (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Reads a public JWKS. A set is often shared with other services, so a key of another type, curve, algorithm, use or size
 * than ours, without a name, or broken, is left out (RFC 7517 §5). What no set should hold refuses all of it: private
 * or symmetric keys, and a `kid` that stands twice; and so does a set in which no key can be used. Members without a meaning
 * here are ignored.
 * @throws KeyError `keys_malformed`, `keys_missing`, `key_refused`, `kid_duplicate`
 * @example
 * const keys = await parsePublicJwks(publicText, { onSkipped: ({ rule }) => console.warn(rule) });
 */
export const parsePublicJwks = async (
  json: string,
  { onSkipped }: PublicJwksOptions = {},
): Promise<VerificationKeys> => {
  const jwks = readKeyList(json);
  jwks.forEach(refuseSecrets);
  refuseDuplicateKids(jwks);
  const read = await Promise.all(jwks.map(readKey));
  const keys = read.filter((one) => 'verifies' in one);
  const skipped = read.filter((one) => 'rule' in one);
  if (keys.length === 0) throw new KeyError('key_refused', skipped.map(({ rule }) => rule).join('; '));
  for (const one of skipped) onSkipped?.(one);
  const byKid = new Map(keys.map((key) => [key.kid, key]));
  return { keys, find: (kid) => byKid.get(kid) };
};

const refuseSecrets = (jwk: JsonObject, index: number): void => {
  const secret = SECRET_MEMBERS.find((name) => Object.hasOwn(jwk, name));
  if (secret !== undefined)
    throw new KeyError('key_refused', `keys[${index}]: ${secret} must not stand in a public set`);
  if (jwk['kty'] === 'oct')
    throw new KeyError('key_refused', `keys[${index}]: a symmetric key must not stand in a public set`);
};

const readKey = async (jwk: JsonObject, index: number): Promise<VerificationKey | SkippedKey> => {
  const at = `keys[${index}]`;
  try {
    return verificationKeyOf(await readPublicMembers(jwk, at, 'verify'), at);
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return { kid: isKid(jwk['kid']) ? jwk['kid'] : undefined, rule: error.rule };
  }
};
