// One JSON Web Key under our rules: what may stand in it, public or private.
import type { JsonWebKey } from 'node:crypto';
import { KEY_FORMS, keyFormOf } from './algorithms.ts';
import type { KeyForm, KeyPairAlgorithm, PrivateMember, PublicMember } from './algorithms.ts';
import { decodeBase64url } from './base64url.ts';
import { KeyError } from './errors.ts';
import { isJsonObject, parseStrictJson } from './strict-json.ts';

/** A public key as the JWKS publishes it (RFC 7517): exactly these members. */
export interface PublicJwk extends Partial<Readonly<Record<PublicMember, string>>> {
  readonly kty: KeyForm['kty'];
  readonly kid: string;
  readonly alg: KeyPairAlgorithm;
  readonly use: 'sig';
}

/** A key pair: the public members and the private ones of its type. */
export interface PrivateJwk extends PublicJwk, Partial<Readonly<Record<PrivateMember, string>>> {
  readonly d: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

const MAX_KEYS = 32;
const KID = /^[\x21-\x7e]{1,256}$/;

/** Whether a value can name a key: then it is also fit to stand in a log. */
export const isKid = (value: unknown): value is string => typeof value === 'string' && KID.test(value);

/**
 * Reads `{"keys": […]}` strictly: 1 to 32 objects.
 * @throws KeyError `keys_malformed`, `keys_missing`
 */
export const readKeyList = (json: string): readonly JsonObject[] => {
  const set = parse(json);
  const keys = isJsonObject(set) ? set['keys'] : undefined;
  if (!Array.isArray(keys) || !keys.every(isJsonObject)) throw malformed('must be {"keys": [ {…} ]}');
  if (keys.length === 0) throw new KeyError('keys_missing', 'the set has no keys');
  if (keys.length > MAX_KEYS) throw malformed(`has at most ${MAX_KEYS} keys`);
  return keys;
};

/**
 * Reads the public members of one key; the rest is not handed on. `at` names the key in errors (`keys[0]`).
 * A key says its algorithm itself, and everything else in it must agree (RFC 8725 §3.1).
 * @throws KeyError `key_refused`
 */
export const readPublicMembers = async (
  jwk: JsonObject,
  at: string,
  operation: 'sign' | 'verify',
): Promise<PublicJwk> => {
  const fault = findPurposeFault(jwk, operation) ?? (await findFormFault(jwk));
  if (fault !== undefined) throw new KeyError('key_refused', `${at}: ${fault}`);
  return pickPublicMembers(jwk as unknown as PublicJwk);
};

/** The public half of a key that has passed: its type, its purpose and its public members, nothing else. */
export const pickPublicMembers = (jwk: PublicJwk): PublicJwk => ({
  kty: jwk.kty,
  kid: jwk.kid,
  alg: jwk.alg,
  use: 'sig',
  ...pick(jwk, KEY_FORMS[jwk.alg].publicMembers),
});

/**
 * Keys without a name are no duplicates of each other.
 * @throws KeyError `kid_duplicate` (two keys under one name leave open which one verifies)
 */
export const refuseDuplicateKids = (keys: readonly { readonly kid?: unknown }[]): void => {
  const kids = keys.map(({ kid }) => kid).filter((kid) => typeof kid === 'string');
  if (new Set(kids).size < kids.length)
    throw new KeyError('kid_duplicate', 'each kid must stand once in a set');
};

/** The type and the members of a key for one operation, as a JWK that says nothing else. */
export const membersOf = (jwk: PublicJwk | PrivateJwk, operation: 'sign' | 'verify'): JsonWebKey => {
  const { kty, publicMembers, privateMembers } = KEY_FORMS[jwk.alg];
  return { kty, ...pick(jwk, operation === 'sign' ? [...publicMembers, ...privateMembers] : publicMembers) };
};

const parse = (json: string): unknown => {
  try {
    return parseStrictJson(json);
  } catch (error) {
    throw malformed((error as SyntaxError).message);
  }
};

const findPurposeFault = (jwk: JsonObject, operation: string): string | undefined => {
  const { kid, use, key_ops: operations } = jwk;
  if (!isKid(kid)) return 'kid must be 1 to 256 visible ASCII characters';
  if (use !== undefined && use !== 'sig') return 'use must be sig';
  if (operations === undefined) return undefined;
  const agrees = Array.isArray(operations) && operations.length === 1 && operations[0] === operation;
  return agrees ? undefined : `key_ops must be ["${operation}"]`;
};

const findFormFault = async (jwk: JsonObject): Promise<string | undefined> => {
  const form = keyFormOf(jwk['alg']);
  if (!form) return 'alg must be ES256, EdDSA or RS256';
  if (jwk['kty'] !== form.kty) return `kty must be ${form.kty}`;
  if (jwk['crv'] !== form.crv) return `crv must be ${form.crv ?? 'absent'}`;
  return form.kty === 'RSA' ? findModulusFault(jwk) : findCoordinateFault(jwk, form);
};

/** The arithmetic is loaded for RSA alone. */
const findModulusFault = async ({ n, e }: JsonObject): Promise<string | undefined> => {
  const { findRsaFault } = await import('./rsa-modulus.ts');
  return findRsaFault(n, e);
};

const findCoordinateFault = (jwk: JsonObject, { publicMembers }: KeyForm): string | undefined => {
  const wrong = publicMembers.find((name) => name !== 'crv' && !isCoordinate(jwk[name]));
  return wrong && `${wrong} must be 32 bytes in canonical base64url`;
};

const isCoordinate = (value: unknown): boolean =>
  typeof value === 'string' && decodeBase64url(value)?.length === 32;

const pick = (jwk: PrivateJwk | PublicJwk, names: readonly (PublicMember | PrivateMember)[]): object =>
  Object.fromEntries(names.map((name) => [name, (jwk as PrivateJwk)[name]]));

const malformed = (rule: string): KeyError => new KeyError('keys_malformed', `the key set ${rule}`);
