// What a client's connection says of itself and is kept to be shown later: bounded, and with nothing in it that bends a page.

/** The longest user agent that is kept, in code points. */
export const MAX_USER_AGENT = 512;

/**
 * A header's text as it may be kept and shown: what a client sent as UTF-8 and a server read byte by byte is read again, then
 * nothing is left that does not show (controls, format and bidi characters, separators of lines, lone surrogates, what was
 * not UTF-8), white space is one blank, and what is too long is cut.
 */
export const toUserAgent = (header: string | null | undefined): string => {
  if (header && header.length <= MAX_USER_AGENT && PLAIN.test(header)) return header;
  const text = fromBytes((header ?? '').slice(0, LONGEST_HEADER));
  const shown = text
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/ +/g, ' ')
    .trim();
  return [...shown].slice(0, MAX_USER_AGENT).join('').trimEnd();
};

/** An IP address, or nothing: API Gateway has a word of its own in its place when its console tries a method. */
export const toAddress = (address: string | null | undefined): string =>
  address && (IPV4.test(address) || isIpv6(address)) ? address : '';

const IPV4 = /^(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;

// Not by node:net, which costs a cold start some milliseconds.
const isIpv6 = (address: string): boolean =>
  /^[\da-f:.]{2,45}$/i.test(address) && URL.canParse(`http://[${address}]`);

/** API Gateway's limit on all headers together, so that no more is ever looked at. */
const LONGEST_HEADER = 10_240;

/** What nearly every client sends: words of visible ASCII with a blank between. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffd]/gu;

/** Node gives each byte of a header as one character. Where these are UTF-8, that is what the client wrote. */
const fromBytes = (text: string): string => {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
};
