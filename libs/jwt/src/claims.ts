// The claims of an access token and their form, apart so that what is issued and what is accepted obey one list.

/** The contract's access token (RFC 9068 §2.2): nothing personal. Times are NumericDates in whole seconds. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly client_id: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  /** When the password was verified, for the re-authentication rule. */
  readonly auth_time: number;
  /** The public id of the session; gives no power over it. */
  readonly sid: string;
  readonly roles: readonly string[];
  /** How the caller has authenticated, by the names of RFC 8176 in the order of the login. */
  readonly amr: readonly string[];
}

/** The claims as a token holds them: one that was issued before there was `amr` goes without it. */
export type ReadClaims = Omit<AccessTokenClaims, 'amr'> & Partial<Pick<AccessTokenClaims, 'amr'>>;

/** Ids end up in policies and logs: no wildcard, no separator. */
const ID = /^[\w-]+$/;
const MAX_ID_LENGTH = 128;
/** Roles and methods are separated by blanks where a list has to travel as one text. */
const NAME = /^[\w.:-]+$/;
const MAX_NAME_LENGTH = 64;
const MAX_NAMES = 32;
/** How many roles a token carries. */
export const MAX_ROLES = MAX_NAMES;
const MAX_TEXT_LENGTH = 512;
/** The last second of the year 9999: what a Date and an RFC 3339 text can say. */
const MAX_NUMERIC_DATE = 253_402_300_799;

type Rule = readonly [test: (value: unknown) => boolean, text: string];

const isText = (value: unknown): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT_LENGTH;
const isNumericDate = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_NUMERIC_DATE;
// A length that is counted by the pattern, `{1,128}`, takes twice as long.
const isId = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= MAX_ID_LENGTH && ID.test(value);
const isName = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= MAX_NAME_LENGTH && NAME.test(value);
const areNames = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= MAX_NAMES && value.every(isName);
const areNamesIfAny = (value: unknown): boolean => value === undefined || areNames(value);

const text: Rule = [isText, `must be a text of 1 to ${MAX_TEXT_LENGTH} characters`];
const id: Rule = [isId, 'must be an id of 1 to 128 letters, digits, - and _'];
const time: Rule = [isNumericDate, 'must be a time in whole seconds'];
const roles: Rule = [areNames, `must be a list of at most ${MAX_ROLES} role names`];
const amr: Rule = [areNamesIfAny, `must be a list of at most ${MAX_NAMES} method names`];

const RULES: Readonly<Record<keyof AccessTokenClaims, Rule>> = {
  iss: text,
  aud: text,
  sub: id,
  client_id: text,
  iat: time,
  exp: time,
  jti: id,
  auth_time: time,
  sid: id,
  roles,
  amr,
};

/** The first claim whose form is wrong, with its rule; undefined when all are right. Never quotes a value. */
export const findClaimFault = (claims: Readonly<Record<string, unknown>>): string | undefined => {
  for (const { name, test, text: rule } of NAMED_RULES) if (!test(claims[name])) return `${name} ${rule}`;
  return undefined;
};

const NAMED_RULES = Object.entries(RULES).map(([name, [test, rule]]) => ({ name, test, text: rule }));

/** Only the contract's claims; what else a payload holds is not handed on. */
export const pickClaims = (claims: ReadClaims): AccessTokenClaims => ({
  iss: claims.iss,
  aud: claims.aud,
  sub: claims.sub,
  client_id: claims.client_id,
  iat: claims.iat,
  exp: claims.exp,
  jti: claims.jti,
  auth_time: claims.auth_time,
  sid: claims.sid,
  roles: claims.roles,
  amr: claims.amr ?? [],
});

/** `nbf` is not ours to write, but is obeyed where it stands (RFC 7519 §4.1.5). */
export const isOptionalNumericDate = (value: unknown): value is number | undefined =>
  value === undefined || isNumericDate(value);
