// The PHC string of a hash: parsed strictly and held to bounds before any work is done, because a string from a
// store or an import decides how much memory and time its verification takes.
import { HashError } from './errors.ts';
import { findParameterFault, type Argon2Parameters } from './parameters.ts';

/** `argon2i` is for imported hashes alone; `argon2d` is not for passwords (RFC 9106 §4). */
export type Algorithm = 'argon2id' | 'argon2i';

/** A hash with all that it takes to verify a password against it; `pepper` is the version of its pepper. */
export interface PasswordHash extends Argon2Parameters {
  readonly algorithm: Algorithm;
  readonly pepper: string | null;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** `$argon2id$v=19$m=19456,t=2,p=1[,keyid=…]$salt$tag`, the way of the Argon2 reference and the PHC format. */
export const formatPhc = ({ algorithm, pepper, salt, tag, ...parameters }: PasswordHash): string => {
  const { memoryKiB, passes, lanes } = parameters;
  const keyId = pepper === null ? '' : `,keyid=${toBase64(Buffer.from(pepper))}`;
  return `$${algorithm}$v=19$m=${memoryKiB},t=${passes},p=${lanes}${keyId}$${toBase64(salt)}$${toBase64(tag)}`;
};

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const parsePhc = (phc: string): PasswordHash => {
  const [, algorithm = '', version, list = '', salt = '', tag = ''] = PHC.exec(phc) ?? malformed();
  const parameters = toParameters(list);
  const hash: PasswordHash = {
    algorithm: toAlgorithm(algorithm, version),
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
const PARAMETER = `[a-z]{1,8}=${BASE64}`;
const PHC = new RegExp(
  `^\\$([a-z0-9-]{1,32})(?:\\$v=(\\d{1,10}))?\\$(${PARAMETER}(?:,${PARAMETER}){0,4})\\$(${BASE64})\\$(${BASE64})$`,
);

/** In any order, each once: the reference writes m, t, p, and the argon2 package m, p, t. */
const toParameters = (list: string): Readonly<Record<string, string>> => {
  const entries = list.split(',').map((item) => item.split('='));
  const names = entries.map(([name = '']) => name);
  if (new Set(names).size < names.length) malformed();
  if (names.some((name) => !['m', 't', 'p', 'keyid'].includes(name))) unsupported('a parameter');
  return Object.fromEntries(entries) as Record<string, string>;
};

const toNumber = (text: string | undefined): number =>
  /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : malformed();

const toAlgorithm = (algorithm: string, version: string | undefined): Algorithm => {
  if (algorithm !== 'argon2id' && algorithm !== 'argon2i') return unsupported('the algorithm');
  return version === '19' ? algorithm : unsupported('the version');
};

const assertBounds = ({ salt, tag, ...parameters }: PasswordHash): void => {
  const fault = findParameterFault(parameters);
  if (fault !== undefined) unsupported(`the ${fault.parameter}`);
  if (salt.length < 8 || salt.length > 64) unsupported('the length of the salt');
  if (tag.length < 16 || tag.length > 64) unsupported('the length of the tag');
};

const toBase64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Canonical base64 without padding: one spelling for each value. */
const fromBase64 = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64');
  return toBase64(bytes) === text ? bytes : malformed();
};

const malformed = (): never => {
  throw new HashError('malformed_hash', 'the password hash is no PHC string of Argon2');
};

const unsupported = (what: string): never => {
  throw new HashError('unsupported_hash', `${what} of the password hash is not supported`);
};
