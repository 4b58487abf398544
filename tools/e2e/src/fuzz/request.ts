// A request as it is fuzzed: plain data, so that a counterexample can be read, kept and sent again.

/** Every text is one of bytes: a character for each. */
export interface FuzzRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** How the body's length is said; `announced` promises far more than comes. */
  readonly framing: 'length' | 'chunked' | 'announced';
}

/** A text in UTF-8, a character for each byte. */
export const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** What goes over the wire. `host` is said unless the request says one itself. */
export const toBytes = ({ method, target, headers, body, framing }: FuzzRequest, host: string): Buffer => {
  const named = headers.some(([name]) => name.toLowerCase() === 'host');
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(named ? [] : [`host: ${host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...framingOf(body, framing),
  ];
  const sent = framing === 'chunked' ? chunked(body) : body;
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${sent}`, 'latin1');
};

const framingOf = (body: string, framing: FuzzRequest['framing']): readonly string[] => {
  if (framing === 'chunked') return ['transfer-encoding: chunked'];
  if (framing === 'announced') return ['content-length: 99999999'];
  return body === '' ? [] : [`content-length: ${body.length}`];
};

const chunked = (body: string): string => {
  const chunks = body.match(/[^]{1,1000}/g) ?? [];
  return `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;
};
