// The signing keys as they are stored, a private JWKS, and the public one made from them; apart from verification.
import { pickPublicMembers, readKeyList, readPublicMembers, refuseDuplicateKids } from './jwk.ts';
import type { JsonObject, PrivateJwk, PublicJwk } from './jwk.ts';
import { KEY_FORMS } from './algorithms.ts';
import type { KeyForm } from './algorithms.ts';
import { decodeBase64url } from './base64url.ts';
import { KeyError } from './errors.ts';
import { importSigningKey } from './signing-key.ts';
import { verificationKeyOf } from './verification-key.ts';

/**
 * A stored key. What rotation must remember stands in private members beside the key (RFC 7517 §4 allows for them), as
 * NumericDates in seconds; none of them is published.
 */
export interface StoredKey extends PrivateJwk {
  /** When the key came into the set, and so into the JWKS. */
  readonly gh_published_at?: number;
  /** When the key last became the one that signs. */
  readonly gh_promoted_at?: number;
  /** When another key took over. */
  readonly gh_superseded_at?: number;
}

/** A private JWKS that was checked; the first key signs. */
export interface PrivateKeySet {
  readonly keys: readonly StoredKey[];
}

/** The members of a stored key that only rotation reads. */
const ROTATION_MEMBERS = ['gh_published_at', 'gh_promoted_at', 'gh_superseded_at'] as const;

const COMMON_MEMBERS = ['kty', 'kid', 'alg', 'use', 'key_ops'];

/**
 * Reads a private JWKS. Every key has its private members and nothing that has no meaning here, passes the rules of the
 * public set, and is tried once: its public half must verify what its private half signs.
 * @throws KeyError `keys_malformed`, `keys_missing`, `key_refused`, `kid_duplicate`; the rule, never the key
 * @example
 * const keySet = await parsePrivateKeySet(storedText);
 */
export const parsePrivateKeySet = async (json: string): Promise<PrivateKeySet> => {
  const keys: StoredKey[] = [];
  for (const [index, jwk] of readKeyList(json).entries()) keys.push(await readStoredKey(jwk, index));
  refuseDuplicateKids(keys);
  await Promise.all(keys.map((key, index) => tryPair(key, `keys[${index}]`)));
  return { keys };
};

/**
 * The text that `parsePrivateKeySet` reads back. A secret: store it as one.
 * @example
 * const storedText = serializePrivateKeySet(keySet);
 */
export const serializePrivateKeySet = (set: PrivateKeySet): string => JSON.stringify({ keys: set.keys });

/**
 * The JWKS to publish: every key of the set, its public members alone, in the order of the set.
 * @example
 * const body = JSON.stringify(publicJwks(keySet)); // what /.well-known/jwks.json answers
 */
export const publicJwks = (set: PrivateKeySet): { readonly keys: readonly PublicJwk[] } => ({
  keys: set.keys.map(pickPublicMembers),
});

const readStoredKey = async (jwk: JsonObject, index: number): Promise<StoredKey> => {
  const at = `keys[${index}]`;
  const publicMembers = await readPublicMembers(jwk, at, 'sign');
  const { privateMembers } = KEY_FORMS[publicMembers.alg];
  const fault = findStoredFault(jwk, KEY_FORMS[publicMembers.alg]);
  if (fault !== undefined) throw refused(at, fault);
  const kept = [...privateMembers, ...ROTATION_MEMBERS].filter((name) => jwk[name] !== undefined);
  return {
    ...publicMembers,
    ...(Object.fromEntries(kept.map((name) => [name, jwk[name]])) as { d: string }),
  };
};

const findStoredFault = (jwk: JsonObject, { publicMembers, privateMembers }: KeyForm): string | undefined => {
  const known = [...COMMON_MEMBERS, ...publicMembers, ...privateMembers, ...ROTATION_MEMBERS];
  if (Object.keys(jwk).some((name) => !known.includes(name))) return 'has a member without a meaning here';
  const broken = privateMembers.find((name) => !isBase64url(jwk[name]));
  if (broken !== undefined) return `${broken} must be canonical base64url`;
  const untimely = ROTATION_MEMBERS.find(
    (name) => jwk[name] !== undefined && !Number.isSafeInteger(jwk[name]),
  );
  return untimely && `${untimely} must be a time in whole seconds`;
};

const isBase64url = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && decodeBase64url(value) !== undefined;

/** A pair that does not belong together would sign tokens that nobody can verify. */
const tryPair = async (jwk: PrivateJwk, at: string): Promise<void> => {
  const privateKey = await importSigningKey(jwk, at);
  const algorithm = { ...KEY_FORMS[jwk.alg].parameters, hash: 'SHA-256' };
  const probe = Buffer.from('gatehouse');
  const signature = await crypto.subtle.sign(algorithm, privateKey, probe);
  if (!verificationKeyOf(jwk, at).verifies(probe, new Uint8Array(signature)))
    throw refused(at, 'private and public members must be one pair');
};

const refused = (at: string, rule: string): KeyError => new KeyError('key_refused', `${at}: ${rule}`);
