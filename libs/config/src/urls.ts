// The rules about URLs and origins; apart, since plain variables and references share them.
import { BrokenRule } from './errors.ts';

/** Holds a text to be an https URL without credentials or fragment; loopback http only where it is allowed. */
export const assertHttpsUrl = (
  text: string,
  { allowLoopback }: { readonly allowLoopback: boolean },
): void => {
  const url = URL.parse(text);
  const secure = url?.protocol === 'https:' || (allowLoopback && url !== null && isLoopback(url));
  const plain = url !== null && url.username === '' && url.password === '' && !/[#\s]/.test(text);
  if (secure && plain) return;
  const loopback = allowLoopback ? ' (http for a loopback host)' : '';
  throw new BrokenRule(`must be an https URL${loopback} without credentials and fragment`);
};

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
