// Where the tokens of a client are kept between its calls.
import type { Tokens as AnsweredTokens } from '@gatehouse/auth-contract';

/** The tokens of a session, as the API has answered them and with when they end. */
export interface Tokens extends Omit<AnsweredTokens, 'refresh_token'> {
  /** Not there in cookie mode: the browser keeps it, where no script sees it. */
  readonly refresh_token?: string;
  /** When the access token ends by the clock of this device, in seconds since 1970. The client adds it. */
  readonly expires_at?: number;
}

/** A place for tokens; `null` means that nobody is signed in. Either may be asynchronous. */
export interface TokenStore {
  readonly get: () => Tokens | null | Promise<Tokens | null>;
  /** `null` is the notice that the session is over: it is given once, whoever has ended it. */
  readonly set: (tokens: Tokens | null) => void | Promise<void>;
  /**
   * Names the session where a process or an origin has many: renewals of one name wait for each other. Without it those of all
   * stores of one API do.
   */
  readonly lock?: string;
  /** How long what another tab has set may take to be seen here, in milliseconds; at once when not given. */
  readonly lagMs?: number;
}

/**
 * Keeps the tokens as long as the page or the process lives.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://api.example.com', store: memoryStore() });
 */
export const memoryStore = (): TokenStore => {
  let kept: Tokens | null = null;
  return { get: () => kept, set: (tokens) => void (kept = tokens) };
};

/** What `localStorage` and `sessionStorage` have of the Web Storage API. */
export interface WebStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/**
 * Keeps the tokens in web storage under `name`: in `localStorage` for all tabs of an origin. Every script of the page can read
 * them there; prefer the cookie mode where the API has it.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://api.example.com', store: webStore(localStorage) });
 */
export const webStore = (storage: WebStorage, name = 'gatehouse'): TokenStore => ({
  get: () => parse(storage.getItem(name)),
  set: (tokens) =>
    tokens === null ? storage.removeItem(name) : storage.setItem(name, JSON.stringify(tokens)),
  lock: name,
  // Tabs are processes, and what one writes comes to the others by messages: mostly in a few milliseconds.
  lagMs: 1_000,
});

/** Whether a value can be the tokens of a session: what else has written there, or answered in the API's place, is none. */
export const isTokens = (value: unknown): value is Tokens =>
  typeof (value as Tokens | null | undefined)?.access_token === 'string';

const parse = (text: string | null): Tokens | null => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isTokens(value) ? value : null;
  } catch {
    return null;
  }
};
