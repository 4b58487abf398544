// One answer of HTTP/1.1 out of the bytes of a connection (RFC 9112 §6.3).

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Bytes that came after it; there should be none. */
  readonly rest: number;
}

/**
 * The final answer to a request of that method; null while bytes are missing. `ended` says that no more will come.
 * @throws Error for what is no answer
 */
export const readAnswer = (received: Buffer, method: string, ended: boolean): RawAnswer | null => {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const [line = '', ...fields] = received.toString('latin1', 0, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})(?: |$)/.exec(line)?.[1]);
  if (Number.isNaN(status)) throw new Error(`no status line: ${line.slice(0, 100)}`);
  const rest = received.subarray(headEnd + 4);
  if (status < 200) return readAnswer(rest, method, ended);
  const headers = new Headers(fields.map((field) => field.split(/: ?(.*)/).slice(0, 2) as [string, string]));
  const body = bodyIn(rest, headers, method === 'HEAD' || status === 204 || status === 304, ended);
  return body && { status, headers, body: body.bytes.toString(), rest: rest.length - body.length };
};

interface Body {
  readonly bytes: Buffer;
  /** What it took on the wire. */
  readonly length: number;
}

const bodyIn = (rest: Buffer, headers: Headers, isNone: boolean, ended: boolean): Body | null => {
  if (isNone) return { bytes: Buffer.alloc(0), length: 0 };
  if (headers.get('transfer-encoding') === 'chunked') return chunkedBodyIn(rest);
  const said = headers.get('content-length');
  if (said === null) return ended ? { bytes: rest, length: rest.length } : null;
  const length = Number(said);
  return rest.length < length ? null : { bytes: rest.subarray(0, length), length };
};

const chunkedBodyIn = (rest: Buffer): Body | null => {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(rest.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (rest.length < next) return null;
    if (size === 0) return { bytes: Buffer.concat(chunks), length: next };
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
};
