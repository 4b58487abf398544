// The refresh token in a cookie (RFC 6265bis): who asks for it, which pages may use it, how it is read and written.
import { only } from './bearer.ts';

/** Browsers take this prefix with `Secure` and `Path=/` and without a domain alone, so that no other host can set it. */
export const REFRESH_COOKIE = '__Host-gatehouse-refresh';

/** The header of a request for the cookie, with the value `cookie`. A page of another origin needs a preflight to send it. */
export const COOKIE_HEADER = 'gatehouse-refresh';

/** To which requests from other sites a browser adds the cookie. */
export type SameSite = 'strict' | 'lax' | 'none';

/** Where a request wants the refresh token: by its lines of `gatehouse-refresh`. */
export const placeAskedFor = (lines: readonly string[]): 'body' | 'cookie' | 'unknown' => {
  if (lines.length === 0) return 'body';
  return only(lines) === 'cookie' ? 'cookie' : 'unknown';
};

/** The lines of the two headers that tell whose page sends a request; no script can set them. */
export interface Sender {
  readonly origin: readonly string[];
  readonly site: readonly string[];
}

/** Whether the page is one of an allowed origin, or of our own. No browser says either header twice. */
export const isTrustedSender = ({ origin, site }: Sender, allowed: readonly string[]): boolean => {
  if (origin.length > 1 || site.length > 1) return false;
  return allowed.includes(origin[0] ?? '') || site[0] === 'same-origin';
};

/** The token in the lines of `Cookie`; empty where there is none, or two: nobody may choose which of them counts. */
export const refreshTokenIn = (lines: readonly string[]): string => {
  const pairs = lines.flatMap((line) => line.split(';')).map((pair) => pair.trim());
  const prefix = `${REFRESH_COOKIE}=`;
  const values = pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length));
  return only(values) ?? '';
};

/** The value of `Set-Cookie` that keeps the token for so many seconds. */
export const setRefreshCookie = (token: string, sameSite: SameSite, maxAgeSeconds: number): string =>
  [`${REFRESH_COOKIE}=${token}`, `Max-Age=${maxAgeSeconds}`, ...ATTRIBUTES[sameSite]].join('; ');

/** The value of `Set-Cookie` that takes the cookie away. */
export const clearRefreshCookie = (sameSite: SameSite): string => setRefreshCookie('', sameSite, 0);

const COMMON = ['Path=/', 'Secure', 'HttpOnly'];

/** A browser that keeps no cookies of third parties keeps one that is partitioned by the page it is used on. */
const ATTRIBUTES: Readonly<Record<SameSite, readonly string[]>> = {
  strict: [...COMMON, 'SameSite=Strict'],
  lax: [...COMMON, 'SameSite=Lax'],
  none: [...COMMON, 'SameSite=None', 'Partitioned'],
};
