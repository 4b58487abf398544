// Reads a mail from its file: headers, and the part of plain text (RFC 5322, MIME), as far as Gatehouse writes mails.

/** A mail as it was written. */
export interface Eml {
  /** Values by the header's name in lower case; of a header that stands twice the first. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

export const readEml = (source: string): Eml => {
  const whole = partOf(source);
  const boundary = /boundary="?([^";]+)"?/.exec(whole.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return { headers: whole.headers, text: decoded(whole) };
  const parts = whole.body.split(`--${boundary}`).slice(1, -1).map(partOf);
  const plain = parts.find(({ headers }) => headers.get('content-type')?.startsWith('text/plain'));
  return { headers: whole.headers, text: plain === undefined ? '' : decoded(plain) };
};

interface Part {
  readonly headers: Eml['headers'];
  readonly body: string;
}

const partOf = (source: string): Part => {
  const [head = '', ...rest] = source.replaceAll('\r\n', '\n').replace(/^\n/, '').split('\n\n');
  const lines = head.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())] as const;
  });
  return { headers: new Map(pairs.toReversed()), body: rest.join('\n\n') };
};

/** Encoded words (RFC 2047) as what they say; blanks between two of them are none. */
const words = (value: string): string =>
  value
    .replaceAll(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_whole, encoding: string, text: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : unquoted(text.replaceAll('_', ' ')),
    );

const decoded = ({ headers, body }: Part): string => {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? unquoted(body.replaceAll('=\n', '')) : body;
};

const unquoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([\dA-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
