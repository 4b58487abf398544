// The rules about URLs and origins; apart, since plain variables and references share them.
import { BrokenRule } from './errors.ts';
import type { Place } from './place.ts';

/**
 * Holds a text to be an absolute https URL without credentials or fragment, outside Lambda http of a loopback host as well. What the URL parser would mend in silence (one
 * slash, a backslash, white space) is refused: whoever compares the text letter by letter would see another URL.
 */
export const assertHttpsUrl = (text: string, { inLambda }: Pick<Place, 'inLambda'>): void => {
  const url = URL.parse(text);
  const secure = url?.protocol === 'https:' || (!inLambda && url !== null && isLoopback(url));
  const bare = url !== null && url.username === '' && url.password === '';
  if (secure && bare && WHOLE_URL.test(text)) return;
  const loopback = inLambda ? '' : ' (http for a loopback host)';
  throw new BrokenRule(`must be an https URL${loopback} without credentials and fragment`);
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
