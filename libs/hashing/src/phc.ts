// The PHC string of a hash: parsed strictly and held to bounds before any work is done, because a string from a
// store or an import decides how much memory and time its verification takes.
import { fromBase64, toBase64 } from './base64.ts';
import { malformedHash, unsupportedHash } from './errors.ts';
import { groupsOf } from './groups.ts';
import { findParameterFault, type Argon2Parameters } from './parameters.ts';

/** `argon2i` and `argon2d` are for imported hashes alone; new ones are of argon2id (RFC 9106 §4). */
export type Algorithm = 'argon2id' | 'argon2i' | 'argon2d';

/** 0x13 is RFC 9106's; 0x10, in which a later pass overwrites memory, is for imported hashes alone. */
export type Version = 19 | 16;

/** A hash with all that it takes to verify a password against it; `pepper` is the version of its pepper. */
export interface PasswordHash extends Argon2Parameters {
  readonly algorithm: Algorithm;
  readonly version: Version;
  readonly pepper: string | null;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/**
 * Whether a hash is of another kind than those that are made here, whatever the parameters.
 * @example
 * if (isForeignHash(storedHash)) console.log('imported: make a new hash at the next login');
 */
export const isForeignHash = (text: string): boolean => !text.startsWith('$argon2id$v=19$');

/** `$argon2id$v=19$m=19456,t=2,p=1[,keyid=…]$salt$tag`, the way of the Argon2 reference and the PHC format. */
export const formatPhc = (hash: PasswordHash): string => {
  const { algorithm, version, memoryKiB, passes, lanes, pepper, salt, tag } = hash;
  const keyId = pepper === null ? '' : `,keyid=${toBase64(Buffer.from(pepper))}`;
  return `$${algorithm}$v=${version}$m=${memoryKiB},t=${passes},p=${lanes}${keyId}$${toBase64(salt)}$${toBase64(tag)}`;
};

/** Django's `argon2$argon2id$…` too. @throws HashError `malformed_hash`, `unsupported_hash` */
export const parsePhc = (text: string): PasswordHash => {
  const { algorithm, list, salt, tag, ...optional } = groupsOf<'algorithm' | 'list' | 'salt' | 'tag'>(
    PHC,
    text,
  );
  const { version }: { readonly version?: string } = optional;
  const parameters = toParameters(list);
  const hash: PasswordHash = {
    algorithm: toAlgorithm(algorithm),
    version: toVersion(version),
    memoryKiB: toNumber(parameters['m']),
    passes: toNumber(parameters['t']),
    lanes: toNumber(parameters['p']),
    pepper: parameters['keyid'] === undefined ? null : fromBase64(parameters['keyid']).toString(),
    salt: fromBase64(salt),
    tag: fromBase64(tag),
  };
  assertBounds(hash);
  return hash;
};

const BASE64 = '[A-Za-z0-9+/]+';
const PARAMETER = `[a-z]+=${BASE64}`;
const PHC = new RegExp(
  '^(?:argon2)?\\$(?<algorithm>[a-z0-9-]+)(?:\\$v=(?<version>\\d+))?' +
    `\\$(?<list>${PARAMETER}(?:,${PARAMETER})*)\\$(?<salt>${BASE64})\\$(?<tag>${BASE64})$`,
);

/** In any order, each once: the reference writes m, t, p, and the argon2 package m, p, t. */
const toParameters = (list: string): Readonly<Record<string, string>> => {
  const entries = list.split(',').map((item) => item.split('='));
  const names = entries.map(([name = '']) => name);
  if (new Set(names).size < names.length) malformedHash();
  if (names.some((name) => !['m', 't', 'p', 'keyid'].includes(name))) unsupportedHash('a parameter');
  return Object.fromEntries(entries) as Record<string, string>;
};

const toNumber = (text: string | undefined): number =>
  /^[1-9]\d*$/.test(text ?? '') ? Number(text) : malformedHash();

const toAlgorithm = (text: string): Algorithm =>
  text === 'argon2id' || text === 'argon2i' || text === 'argon2d' ? text : unsupportedHash('the algorithm');

/** A hash that names no version is of the one before versions were named. */
const toVersion = (text = '16'): Version => {
  if (text !== '19' && text !== '16') return unsupportedHash('the version');
  return text === '19' ? 19 : 16;
};

const assertBounds = ({ salt, tag, ...parameters }: PasswordHash): void => {
  const fault = findParameterFault(parameters);
  if (fault !== undefined) unsupportedHash(`the ${fault.parameter}`);
  if (salt.length < 8 || salt.length > 64) unsupportedHash('the length of the salt');
  if (tag.length < 16 || tag.length > 64) unsupportedHash('the length of the tag');
};
