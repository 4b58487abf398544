// The rotation of signing keys as pure steps over a stored set: a key is published, signs, is superseded, and goes.
import { KeyError } from './errors.ts';
import type { KeyErrorCode } from './errors.ts';
import type { PrivateJwk } from './jwk.ts';
import type { PrivateKeySet, StoredKey } from './private-keys.ts';

/** `published`: verifiers may learn it, it has not signed. `superseded`: it has signed, its last tokens may still live. */
export type KeyState = 'signing' | 'published' | 'superseded';

/** A key of a set as an operator sees it: nothing of it is secret. */
export interface KeySummary {
  readonly kid: string;
  readonly alg: PrivateJwk['alg'];
  readonly state: KeyState;
  /** Null where the set does not say: a key that was put there by hand. */
  readonly publishedAt: Date | null;
  readonly supersededAt: Date | null;
}

/**
 * Adds a key behind the others: published, not signing. Into an empty set it comes as the one that signs.
 * @throws KeyError `kid_duplicate`
 * @example
 * const next = addKey(keySet, await generateKey('ES256'), new Date());
 * // Published from now on, behind the key that signs.
 */
export const addKey = (set: PrivateKeySet, jwk: PrivateJwk, now: Date): PrivateKeySet => {
  if (set.keys.some((key) => key.kid === jwk.kid))
    throw new KeyError('kid_duplicate', 'the key is in the set');
  const key: StoredKey = { ...jwk, gh_published_at: secondsOf(now) };
  const signsAtOnce = set.keys.length === 0;
  return { keys: [...set.keys, signsAtOnce ? { ...key, gh_promoted_at: secondsOf(now) } : key] };
};

/**
 * Makes a key the one that signs, once every cache of the JWKS can have it: `maxAgeSeconds` after its publication.
 * Where the set does not say when that was, the whole time is still to wait. `force` is for an incident.
 * Promoting the key that signs changes nothing.
 * @throws KeyError `key_not_found`; `key_too_new` with `remainingSeconds`
 * @example
 * const promoted = promoteKey(keySet, kid, new Date(), { maxAgeSeconds: JWKS_MAX_AGE_SECONDS });
 */
export const promoteKey = (
  set: PrivateKeySet,
  kid: string,
  now: Date,
  { maxAgeSeconds, force = false }: { readonly maxAgeSeconds: number; readonly force?: boolean },
): PrivateKeySet => {
  const key = findKey(set, kid);
  const [signing, ...others] = set.keys;
  if (!signing || signing === key) return set;
  if (!force) refuseBefore(key.gh_published_at, maxAgeSeconds, now, 'key_too_new');
  const { gh_superseded_at: _, ...promoted } = key;
  const superseded = { ...signing, gh_superseded_at: secondsOf(now) };
  const rest = others.filter((other) => other !== key);
  return { keys: [{ ...promoted, gh_promoted_at: secondsOf(now) }, superseded, ...rest] };
};

/**
 * Takes a key out of the set, once no token of it can be alive: `waitSeconds` (token lifetime, tolerance and caches) after
 * another took over. A key that never signed goes at once. `force` is for an incident: its tokens are refused from
 * then on.
 * @throws KeyError `key_not_found`, `key_signing`; `key_still_needed` with `remainingSeconds`
 * @example
 * const left = retireKey(keySet, kid, new Date(), { waitSeconds: 300 + 5 + JWKS_MAX_AGE_SECONDS });
 */
export const retireKey = (
  set: PrivateKeySet,
  kid: string,
  now: Date,
  { waitSeconds, force = false }: { readonly waitSeconds: number; readonly force?: boolean },
): PrivateKeySet => {
  const key = findKey(set, kid);
  if (key === set.keys[0]) throw new KeyError('key_signing', 'promote another key first');
  if (!force && stateOf(key, set) === 'superseded')
    refuseBefore(key.gh_superseded_at, waitSeconds, now, 'key_still_needed');
  return { keys: set.keys.filter((other) => other !== key) };
};

/**
 * What stands in the set, the signing key first; nothing secret.
 * @example
 * for (const { kid, state } of listKeys(keySet)) console.log(kid, state); // …, signing
 */
export const listKeys = (set: PrivateKeySet): readonly KeySummary[] =>
  set.keys.map((key) => ({
    kid: key.kid,
    alg: key.alg,
    state: stateOf(key, set),
    publishedAt: dateOf(key.gh_published_at),
    supersededAt: dateOf(key.gh_superseded_at),
  }));

const findKey = (set: PrivateKeySet, kid: string): StoredKey => {
  const key = set.keys.find((candidate) => candidate.kid === kid);
  if (!key) throw new KeyError('key_not_found', 'no key of the set has this kid');
  return key;
};

// A key without a record may have signed, so it is treated as one that has.
const stateOf = (key: StoredKey, { keys }: PrivateKeySet): KeyState => {
  if (key === keys[0]) return 'signing';
  const neverSigned = key.gh_published_at !== undefined && key.gh_promoted_at === undefined;
  return neverSigned ? 'published' : 'superseded';
};

const refuseBefore = (
  since: number | undefined,
  waitSeconds: number,
  now: Date,
  code: KeyErrorCode,
): void => {
  const nowSeconds = secondsOf(now);
  const remainingSeconds = (since ?? nowSeconds) + waitSeconds - nowSeconds;
  if (remainingSeconds > 0)
    throw new KeyError(code, `wait another ${remainingSeconds} seconds`, { remainingSeconds });
};

const dateOf = (seconds: number | undefined): Date | null =>
  seconds === undefined ? null : new Date(seconds * 1000);

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);
