// The rules about URLs and origins; apart, since plain variables and references share them.
import { BrokenRule } from './errors.ts';

export interface UrlRules {
  /** Loopback http as well. */
  readonly allowLoopback: boolean;
  readonly allowQuery: boolean;
}

/**
 * Holds a text to be an absolute https URL without credentials or fragment. What the URL parser would mend in silence (one
 * slash, a backslash, white space) is refused: whoever compares the text letter by letter would see another URL.
 */
export const assertHttpsUrl = (text: string, { allowLoopback, allowQuery }: UrlRules): void => {
  const url = URL.parse(text);
  const secure = url?.protocol === 'https:' || (allowLoopback && url !== null && isLoopback(url));
  const bare = url !== null && url.username === '' && url.password === '';
  if (secure && bare && WHOLE_URL.test(text) && (allowQuery || !text.includes('?'))) return;
  const loopback = allowLoopback ? ' (http for a loopback host)' : '';
  const query = allowQuery ? '' : ', query';
  throw new BrokenRule(`must be an https URL${loopback} without credentials${query} and fragment`);
};

const WHOLE_URL = /^https?:\/\/[^/\\#\s][^\\#\s]*$/i;

/** True for a text that a browser could send as `Origin`: https, or http of a loopback host, and nothing behind. */
export const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.origin === text &&
    !text.includes('*') &&
    (url.protocol === 'https:' || isLoopback(url))
  );
};

const isLoopback = (url: URL): boolean =>
  url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
