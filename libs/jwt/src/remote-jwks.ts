// A verifier's keys from the URL they are published at: fetched when needed, kept, and bounded in every direction.
import { KeyError } from './errors.ts';
import { fetchText } from './fetch-text.ts';
import type { Fetch } from './fetch-text.ts';
import type { KeySource, VerificationKey } from './key-source.ts';
import { parsePublicJwks } from './public-keys.ts';
import type { PublicJwksOptions, VerificationKeys } from './public-keys.ts';

/**
 * How long a published set is taken as it is. Who publishes one says so in `cache-control`, and lets a new key wait as long
 * before it signs.
 */
export const JWKS_MAX_AGE_SECONDS = 300;

/** How a URL is asked, and what is done when it does not answer; each has a default. */
export interface RemoteJwksOptions extends PublicJwksOptions {
  readonly fetch?: Fetch;
  readonly now?: () => Date;
  /** For one whole request; 3,000. */
  readonly timeoutMs?: number;
  /** For one answer's body; 65,536. */
  readonly maxBytes?: number;
  /** The least time between two requests while there is a set to go on with; 30. */
  readonly cooldownSeconds?: number;
  /** How long a set is taken as it is; `JWKS_MAX_AGE_SECONDS`. No more than what the issuer waits before a new key signs. */
  readonly maxAgeSeconds?: number;
  /** How long beyond that the last good set serves while the URL fails; 3,600. */
  readonly staleSeconds?: number;
  /** Told of each failed request that the last good set hides; where there is none, `find` throws. For the log. */
  readonly onFailure?: (error: unknown) => void;
}

type Settings = Required<Omit<RemoteJwksOptions, 'onSkipped'>> & PublicJwksOptions;

/**
 * Keys by URL: https, or http on loopback. Nothing is fetched before the first question. A set is fetched again when it is
 * older than `maxAgeSeconds` and, with the cool-down between, when a token names a `kid` that it lacks; callers who wait
 * share one request. When the URL fails, or answers with a set that `parsePublicJwks` refuses, the last good set
 * serves for `staleSeconds` more; after that, or with none at all, `find` throws and asks again at the next call.
 * @throws KeyError `url_refused`, at once; `keys_unavailable`, with its cause, from `find`
 * @example
 * const keys = remoteJwks('https://id.example.com/auth/.well-known/jwks.json');
 * const claims = await verifyAccessToken(token, { keys, issuer, audience: 'orders', now: new Date() });
 */
export const remoteJwks = (url: string, options: RemoteJwksOptions = {}): KeySource =>
  new RemoteJwks(checkUrl(url), { ...DEFAULTS, ...options });

const DEFAULTS = {
  fetch: (url: string, init: RequestInit): Promise<Response> => fetch(url, init),
  now: (): Date => new Date(),
  timeoutMs: 3000,
  maxBytes: 65_536,
  cooldownSeconds: 30,
  maxAgeSeconds: JWKS_MAX_AGE_SECONDS,
  staleSeconds: 3600,
  onFailure: (): void => undefined,
};

class RemoteJwks implements KeySource {
  readonly #url: string;
  readonly #settings: Settings;
  /** The last good set, its text, and when it was asked for. */
  #text: string | undefined;
  #keys: VerificationKeys | undefined;
  #keysAtMs = -Infinity;
  #triedAtMs = -Infinity;
  #failure: unknown;
  #running: Promise<void> | undefined;

  constructor(url: string, settings: Settings) {
    this.#url = url;
    this.#settings = settings;
  }

  find(kid: string | undefined): VerificationKey | undefined | Promise<VerificationKey | undefined> {
    if (kid === undefined) return undefined;
    return (this.#isFresh() ? this.#keys?.find(kid) : undefined) ?? this.#ask(kid);
  }

  async #ask(kid: string): Promise<VerificationKey | undefined> {
    if (!this.#isFresh() && this.#mayAsk()) await this.#refresh();
    const key = this.#usableKeys().find(kid);
    if (key || !this.#mayAsk()) return key;
    await this.#refresh();
    return this.#usableKeys().find(kid);
  }

  #isFresh(): boolean {
    return this.#isWithinTheLast(this.#settings.maxAgeSeconds, this.#keysAtMs);
  }

  #isUsable(): boolean {
    return this.#secondsSince(this.#keysAtMs) < this.#settings.maxAgeSeconds + this.#settings.staleSeconds;
  }

  /** A request that is under way can always be joined; the cool-down spares the URL, but not when there is nothing else. */
  #mayAsk(): boolean {
    const hasCooledDown = !this.#isWithinTheLast(this.#settings.cooldownSeconds, this.#triedAtMs);
    return this.#running !== undefined || hasCooledDown || !this.#isUsable();
  }

  #usableKeys(): VerificationKeys {
    if (this.#keys && this.#isUsable()) return this.#keys;
    throw new KeyError('keys_unavailable', 'the URL of the keys gave no usable set', {
      cause: this.#failure,
    });
  }

  #refresh(): Promise<void> {
    return (this.#running ??= this.#load());
  }

  /** Never rejects: what failed is kept for whoever then finds no usable set. */
  async #load(): Promise<void> {
    const startedAtMs = this.#settings.now().getTime();
    this.#triedAtMs = startedAtMs;
    try {
      const text = await fetchText(this.#url, this.#settings);
      // The same text is not read again, so that what is left out of it is told once.
      if (text !== this.#text) this.#keys = await parsePublicJwks(text, this.#settings);
      this.#text = text;
      this.#keysAtMs = startedAtMs;
    } catch (error) {
      this.#failure = error;
      if (this.#isUsable()) this.#settings.onFailure(error);
    }
    this.#running = undefined;
  }

  /** Never for a time that lies ahead: the clock was set back since, and how long ago it was, nobody knows. */
  #isWithinTheLast(seconds: number, timeMs: number): boolean {
    const ageSeconds = this.#secondsSince(timeMs);
    return ageSeconds >= 0 && ageSeconds < seconds;
  }

  #secondsSince(timeMs: number): number {
    return (this.#settings.now().getTime() - timeMs) / 1000;
  }
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const checkUrl = (url: string): string => {
  const parsed = URL.parse(url);
  if (!parsed) throw new KeyError('url_refused', 'must be an absolute URL');
  const isPlainLoopback = parsed.protocol === 'http:' && LOOPBACK.includes(parsed.hostname);
  if (parsed.protocol !== 'https:' && !isPlainLoopback)
    throw new KeyError('url_refused', 'must be https, or http on loopback');
  if (parsed.username || parsed.password) throw new KeyError('url_refused', 'must not hold credentials');
  return parsed.href;
};
