// The strict form of a compact JWS and its header, apart because all of it is decided before a key is looked at.
import { decodeBase64url } from './base64url.ts';
import { TokenError } from './errors.ts';
import { isJsonObject, parseStrictJson } from './strict-json.ts';

/** The longest token that is looked at, in characters; well above what Gatehouse issues, below API Gateway's header limit. */
export const MAX_TOKEN_LENGTH = 8192;

/** A header of ours has these members and no others (see `readHeader`). */
export interface TokenHeader {
  readonly alg: string;
  readonly kid: string | undefined;
  readonly typ: string | undefined;
}

export interface CompactParts {
  /** The first part as it is written, which `readHeader` takes. */
  readonly header: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** What the signature is of: header and payload as they were written (RFC 7515 §5.2). */
  readonly signed: Uint8Array<ArrayBuffer>;
}

/**
 * Takes a compact JWS (RFC 7515 §7.1) apart: a string of at most 8,192 characters, exactly three parts in canonical
 * base64url, header and signature not empty. Nothing is parsed here, and the header's own letters are looked at by `readHeader`.
 * @throws TokenError `malformed`
 */
export const splitCompact = (jws: unknown): CompactParts => {
  if (typeof jws !== 'string') throw malformed('a token must be a string');
  if (jws.length > MAX_TOKEN_LENGTH) throw malformed(`a token has at most ${MAX_TOKEN_LENGTH} characters`);
  const first = jws.indexOf('.');
  const last = jws.indexOf('.', first + 1);
  if (first === -1 || last === -1 || jws.includes('.', last + 1))
    throw malformed('a token has exactly three parts');
  if (first === 0 || last === jws.length - 1) throw malformed('header and signature must not be empty');
  return {
    header: jws.slice(0, first),
    payload: decodePart(jws.slice(first + 1, last)),
    signature: decodePart(jws.slice(last + 1)),
    signed: Buffer.from(jws.slice(0, last), 'latin1'),
  };
};

const decodePart = (part: string): Uint8Array<ArrayBuffer> => {
  const bytes = decodeBase64url(part);
  if (bytes === undefined) throw malformed('each part must be canonical base64url');
  return bytes;
};

/**
 * Reads a protected header. Its members are a closed list, `alg`, `kid` and `typ`: whatever else a token brings (`crit`,
 * `b64`, `jku`, `jwk`, `x5u`, `x5c`, `cty`, `zip`, `enc`) our issuer did not write, and nothing of it may be obeyed
 * (RFC 8725 §3.10).
 * @throws TokenError `malformed`, `header_refused`
 */
export const readHeader = (part: string): TokenHeader => {
  const { alg, kid, typ, ...others } = readJsonObject(decodePart(part), 'the header');
  if (Object.keys(others).length > 0) throw refused('a header has no member but alg, kid and typ');
  if (typeof alg !== 'string') throw refused('alg must be a string');
  if (!isOptionalString(kid)) throw refused('kid must be a string');
  if (!isOptionalString(typ)) throw refused('typ must be a string');
  return { alg, kid, typ };
};

/**
 * Reads a part as a JSON object, strictly; `name` says which one in the error.
 * @throws TokenError `malformed`
 */
export const readJsonObject = (bytes: Uint8Array, name: string): Readonly<Record<string, unknown>> => {
  const value = parsePart(bytes, name);
  if (!isJsonObject(value)) throw malformed(`${name} must be a JSON object`);
  return value;
};

const parsePart = (bytes: Uint8Array, name: string): unknown => {
  try {
    return parseStrictJson(bytes);
  } catch (error) {
    throw malformed(`${name} ${(error as SyntaxError).message}`);
  }
};

const isOptionalString = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';

const malformed = (rule: string): TokenError => new TokenError('malformed', rule);
const refused = (rule: string): TokenError => new TokenError('header_refused', rule);
