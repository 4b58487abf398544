// Where our verdict differs from jose's on purpose, each by name, told by means of its own: what none of these explains is a fault.
import { refuseDuplicates } from '../../strict-json.ts';
import { NOW_SECONDS } from '../fixtures.ts';

/** A token as jose reads it, and as it is written. */
export interface SeenToken {
  readonly token: string;
  readonly parts: readonly string[];
  readonly header: Members;
  readonly claims: Members;
  /** The texts of header and payload, decoded as leniently as jose does. */
  readonly texts: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

const TOLERANCE_SECONDS = 5;

/** What jose accepts and we refuse. */
export const STRICTER: Readonly<Record<string, (seen: SeenToken) => boolean>> = {
  'more than 8,192 characters': ({ token }) => token.length > 8192,
  'base64url that is not written in its one form': ({ parts }) =>
    parts.some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part),
  'bytes that are no UTF-8, or a byte order mark': ({ parts, texts }) =>
    texts.some((text, index) => Buffer.from(text).compare(Buffer.from(parts[index]!, 'base64url')) !== 0),
  'a member that stands twice': ({ texts }) => texts.some(hasDuplicates),
  'a member named __proto__': ({ header, claims }) => [header, claims].some(hasProto),
  'nesting below eight levels': ({ claims }) => depthOf(claims) > 8,
  'a header member beside alg, kid and typ': ({ header }) =>
    Object.keys(header).some((name) => !['alg', 'kid', 'typ'].includes(name)),
  'a list of audiences': ({ claims }) => Array.isArray(claims['aud']),
  'a claim that is not of its form': ({ claims }) =>
    Object.entries(FORMS).some(([name, isOfForm]) => !isOfForm(claims[name])),
  'iat or auth_time in the future': ({ claims }) =>
    [claims['iat'], claims['auth_time']].some((time) => Number(time) > NOW_SECONDS + TOLERANCE_SECONDS),
};

/** What jose refuses and we accept. */
export const MORE_LENIENT: Readonly<Record<string, (seen: SeenToken) => boolean>> = {
  'an nbf at most five seconds ahead': ({ claims }) =>
    Number(claims['nbf']) > NOW_SECONDS && Number(claims['nbf']) <= NOW_SECONDS + TOLERANCE_SECONDS,
};

const isTime = (value: unknown): boolean =>
  typeof value === 'number' && value % 1 === 0 && value >= 0 && value < 253_402_300_800;
const isId = (value: unknown): boolean => typeof value === 'string' && /^[\w-]{1,128}$/.test(value);
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.length <= 512;
const areNames = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= 32 &&
  value.every((name) => typeof name === 'string' && /^[\w.:-]{1,64}$/.test(name));
const orAbsent =
  (isOfForm: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || isOfForm(value);

const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  sub: isId,
  jti: isId,
  sid: isId,
  client_id: isText,
  iat: isTime,
  exp: isTime,
  auth_time: isTime,
  nbf: orAbsent(isTime),
  roles: areNames,
  amr: orAbsent(areNames),
};

const hasDuplicates = (text: string): boolean => {
  try {
    refuseDuplicates(text);
    return false;
  } catch {
    return true;
  }
};

const hasProto = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasProto));

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** Reads a token that jose accepts, or whose claims at least can be read; undefined for others. */
export const seenOf = (token: string): SeenToken | undefined => {
  const parts = token.split('.');
  const texts = parts.slice(0, 2).map((part) => new TextDecoder().decode(Buffer.from(part, 'base64url')));
  try {
    const [header, claims] = texts.map((text) => JSON.parse(text) as Members);
    return header && claims && { token, parts, header, claims, texts };
  } catch {
    return undefined;
  }
};
