// A small GET with every bound that a request inside an authorizer needs; apart from the cache that decides when to ask.
import { readAtMost } from './bounded-body.ts';

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
