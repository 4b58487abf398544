// A small GET with every bound that a request inside an authorizer needs; apart from the cache that decides when to ask.

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface FetchTextOptions {
  readonly fetch: Fetch;
  /** For the whole of it: connect, headers and body. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** The body of a 200 answer, as text. Follows no redirect. @throws what `fetch` throws, or Error with the bound that broke */
export const fetchText = async (
  url: string,
  { fetch, timeoutMs, maxBytes }: FetchTextOptions,
): Promise<string> => {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status === 200) return readAtMost(response, maxBytes);
  await response.body?.cancel();
  throw new Error(`answered with status ${response.status}`);
};

// Leaving the loop by a throw cancels the stream and with it the connection.
const readAtMost = async (response: Response, maxBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Error(`answered with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
};
