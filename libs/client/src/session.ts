// The session of a client: its access token, renewed once for all who wait, before it ends and when it is refused.
import { ProblemError } from './problem-error.ts';
import type { Tokens, TokenStore } from './stores.ts';

/** Renewed so many seconds before its end, or in the last quarter of a shorter life, so that it does not end on its way. */
const MARGIN_SECONDS = 20;

/** An answer that was lost is asked for again with the same refresh token: within its grace the API gives the same successor. */
const ATTEMPTS = 3;
const AGAIN_MS = 200;

/** How often a store that lags is looked at. */
const LOOK_MS = 20;

export interface SessionOptions {
  readonly store: TokenStore;
  /** Exchanges the refresh token; in cookie mode there is none to give. */
  readonly exchange: (refreshToken: string | undefined) => Promise<Tokens>;
  /** Whether the browser has the refresh token, in a cookie that no script sees. */
  readonly cookie: boolean;
  /** Runs `work` alone among all who share the store, where the platform can, and tells it whether somebody was before. */
  readonly alone: (work: (hasWaited: boolean) => Promise<Tokens>) => Promise<Tokens>;
  readonly nowSeconds: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface ClientSession {
  /** An access token to call with; undefined when nobody is signed in. */
  readonly accessToken: () => Promise<string | undefined>;
  /** Another one in place of `refused`, which the API has answered 401 to; undefined when there is none to be had. */
  readonly replace: (refused: string) => Promise<string | undefined>;
  /** Renews the tokens whatever their age. Throws ProblemError `invalid_grant` when the session has ended. */
  readonly refresh: () => Promise<Tokens>;
  readonly signIn: (tokens: Tokens) => Promise<Tokens>;
  readonly signOut: () => Promise<void>;
}

export const createSession = (options: SessionOptions): ClientSession => {
  const { store, exchange, cookie, alone, nowSeconds, pause } = options;
  let running: Promise<Tokens> | undefined;
  /** With a cookie, a page that has just been loaded does not know whether somebody is signed in, and asks once. */
  let mayHaveCookie = cookie;
  let signOuts = 0;

  const keep = async (tokens: Tokens): Promise<Tokens> => {
    mayHaveCookie = cookie;
    const kept = { ...tokens, expires_at: Math.floor(nowSeconds()) + tokens.expires_in };
    await store.set(kept);
    return kept;
  };
  const drop = async (): Promise<void> => {
    mayHaveCookie = false;
    signOuts += 1;
    if ((await store.get()) !== null) await store.set(null);
  };

  /** What somebody else has put in the place of `before`; undefined where that is still there. Throws when it is nobody now. */
  const changed = async (before: Tokens | null): Promise<Tokens | undefined> => {
    const held = await store.get();
    if (held?.access_token === before?.access_token) return undefined;
    if (held === null) throw signedOut();
    return held;
  };
  /** The same, for as long as what others have put there may take to be seen. */
  const changedSoon = async (before: Tokens | null, ms: number): Promise<Tokens | undefined> => {
    const theirs = await changed(before);
    if (theirs !== undefined || ms <= 0) return theirs;
    await pause(LOOK_MS);
    return changedSoon(before, ms - LOOK_MS);
  };
  const renew = async (before: Tokens | null, hasWaited: boolean): Promise<Tokens> => {
    const signOutsBefore = signOuts;
    const theirs = await changedSoon(before, hasWaited ? (store.lagMs ?? 0) : 0);
    if (theirs !== undefined) return theirs;
    const tokens = await exchanged(before);
    // Whoever has signed in or out meanwhile is not overruled.
    const newer = await changed(before);
    if (newer === undefined && signOuts > signOutsBefore) throw signedOut();
    return newer ?? keep(tokens);
  };
  const exchanged = async (before: Tokens | null): Promise<Tokens> => {
    try {
      const refreshToken = cookie ? undefined : before?.refresh_token;
      if (!cookie && refreshToken === undefined) throw signedOut();
      return await patiently(() => exchange(refreshToken));
    } catch (error) {
      const theirs = isOver(error) ? await changed(before) : undefined;
      if (theirs !== undefined) return theirs;
      if (isOver(error)) await drop();
      throw error;
    }
  };
  const patiently = async (act: () => Promise<Tokens>, attempt = 1): Promise<Tokens> => {
    try {
      return await act();
    } catch (error) {
      if (!isLost(error) || attempt === ATTEMPTS) throw error;
      await pause(AGAIN_MS * attempt);
      return patiently(act, attempt + 1);
    }
  };

  const renewOnce = (before: Tokens | null): Promise<Tokens> => {
    running ??= alone((hasWaited) => renew(before, hasWaited)).finally(() => (running = undefined));
    return running;
  };
  const renewed = async (before: Tokens | null): Promise<string | undefined> => {
    try {
      return (await renewOnce(before)).access_token;
    } catch (error) {
      if (isOver(error)) return undefined;
      throw error;
    }
  };
  /** A token that still counts does, where it cannot be renewed in time. */
  const renewedEarly = (held: Tokens): Promise<string | undefined> =>
    renewed(held).catch((error: unknown) => {
      if (isDue(held, nowSeconds(), 0)) throw error;
      return held.access_token;
    });

  return {
    accessToken: async () => {
      const held = await store.get();
      if (held === null) return mayHaveCookie ? renewed(null) : undefined;
      return isDue(held, nowSeconds()) ? renewedEarly(held) : held.access_token;
    },
    replace: async (refused) => {
      const held = await store.get();
      if (held === null) return undefined;
      return held.access_token === refused ? renewed(held) : held.access_token;
    },
    refresh: async () => renewOnce(await store.get()),
    signIn: keep,
    signOut: drop,
  };
};

/** By the clock of this device since the tokens came: the API's may tell another time. */
const isDue = (
  { expires_at = Infinity, expires_in }: Tokens,
  nowSeconds: number,
  marginSeconds = Math.min(MARGIN_SECONDS, expires_in / 4),
): boolean => expires_at - marginSeconds <= nowSeconds;

const isOver = (error: unknown): boolean => error instanceof ProblemError && error.code === 'invalid_grant';

/** Whether the API may have done it all the same. */
const isLost = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.code === 'unreadable_answer' || error.code === 'timed_out';

const signedOut = (): ProblemError =>
  new ProblemError({ type: 'about:blank', title: 'Nobody is signed in', status: 400, code: 'invalid_grant' });
