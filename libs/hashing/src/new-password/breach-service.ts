// Asks a service whether a password is known from a breach, without telling it which: it is sent five of the forty hex digits
// of the password's SHA-1, and answers with all that begin so (k-anonymity). A password is never refused because it fails.
import { createHash } from 'node:crypto';

/** True for a password that the service knows; false as well where it cannot be asked. */
export type IsBreached = (password: string) => Promise<boolean>;

/** Why the service could not be asked: no connection, no end in time, another status than 200, or not the lines of a range. */
export type BreachFailureReason = 'unavailable' | 'slow' | 'refused' | 'malformed';

/** A check that could not be made. */
export interface BreachFailure {
  readonly reason: BreachFailureReason;
  /** How many checks have failed in this process, this one among them. */
  readonly failures: number;
}

/** Which service is asked, for how long, and who is told that it fails. */
export interface BreachServiceOptions {
  /** `GET url/ABCDE` answers with lines `SUFFIX:COUNT`. */
  readonly url: string;
  /** Told of each check that failed. Neither the password nor its digits are in what it is told. */
  readonly onFailure: (failure: BreachFailure) => void;
  /** For one whole request; 1,000. A function is asked before each, and no request is made in less than a millisecond. */
  readonly timeoutMs?: number | (() => number);
  /** For one answer's body; 262,144, some five times what a padded range has. */
  readonly maxBytes?: number;
}

/**
 * A check that fails open, and within `timeoutMs`: the other rules of a new password hold without it.
 * @example
 * const isBreached = createBreachService({ url: rangesUrl, onFailure: ({ reason }) => console.warn(reason) });
 * if (await isBreached(password)) console.log('known from a breach');
 */
export const createBreachService = ({ url, onFailure, ...bounds }: BreachServiceOptions): IsBreached => {
  const base = url.replace(/\/$/, '');
  let failures = 0;
  return async (password) => {
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    try {
      const range = await fetchRange(`${base}/${digest.slice(0, PREFIX_DIGITS)}`, { ...DEFAULTS, ...bounds });
      return isListed(range, digest.slice(PREFIX_DIGITS));
    } catch (error) {
      failures += 1;
      onFailure({ reason: reasonOf(error), failures });
      return false;
    }
  };
};

const PREFIX_DIGITS = 5;
const DEFAULTS = { timeoutMs: 1000, maxBytes: 262_144 };

type Bounds = Required<Omit<BreachServiceOptions, 'url' | 'onFailure'>>;

/** Follows no redirect: who is asked is the operator's choice. Padding hides from a listener how long the range is. */
const fetchRange = async (url: string, { timeoutMs, maxBytes }: Bounds): Promise<string> => {
  const withinMs = Math.floor(typeof timeoutMs === 'number' ? timeoutMs : timeoutMs());
  if (withinMs < 1) throw new BreachError('slow');
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { accept: 'text/plain', 'add-padding': 'true' },
    signal: AbortSignal.timeout(withinMs),
  });
  if (response.status === 200) return readAtMost(response, maxBytes);
  await response.body?.cancel();
  throw new BreachError('refused');
};

/** Leaving the loop by a throw cancels the body, and with it the connection. */
const readAtMost = async (response: Response, maxBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new BreachError('malformed');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('latin1');
};

/** A line with the count 0 is padding. */
const isListed = (range: string, suffix: string): boolean => {
  const lines = range.split(/\r?\n/).filter((line) => line !== '');
  const entries = lines.map((line) => LINE.exec(line) ?? malformed());
  return entries.some(([, found = '', count]) => found.toUpperCase() === suffix && Number(count) > 0);
};

const LINE = /^([0-9a-f]{35}):(\d{1,15})$/i;

class BreachError extends Error {
  readonly reason: BreachFailureReason;

  constructor(reason: BreachFailureReason) {
    super(reason);
    this.reason = reason;
  }
}

const malformed = (): never => {
  throw new BreachError('malformed');
};

const reasonOf = (error: unknown): BreachFailureReason => {
  if (error instanceof BreachError) return error.reason;
  return (error as Error).name === 'TimeoutError' ? 'slow' : 'unavailable';
};
