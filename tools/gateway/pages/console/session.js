// The session of this page: its tokens, and what the page remembers to show what old ones are good for. Kept in this tab.
import { claimsOf, shareToken, unshareToken } from '../token.js';

const NAME = 'gatehouse.console';

/**
 * @typedef {object} Kept
 * @property {string} email
 * @property {boolean} hasProposedPassword  whether the password is the one that the page proposes; no other is kept
 * @property {string | null} accessToken
 * @property {readonly string[]} refreshTokens  oldest first; the last is current
 * @property {string | null} otherToken  the access token of a second session
 * @property {Readonly<Record<string, string>>} tokensOfKeys  the last access token by the key that signed it
 * @property {{ readonly secret: string, readonly usedStep: number } | null} app  the authenticator app, if the console is one
 */

/** @type {Kept} */
const NOBODY = {
  email: '',
  hasProposedPassword: false,
  accessToken: null,
  refreshTokens: [],
  otherToken: null,
  tokensOfKeys: {},
  app: null,
};

/** @returns {Kept} */
const read = () => {
  try {
    return { ...NOBODY, ...JSON.parse(sessionStorage.getItem(NAME) ?? '{}') };
  } catch {
    return NOBODY;
  }
};

let kept = read();
/** @type {Set<() => void>} */
const watching = new Set();

export const session = () => kept;

/** @param {() => void} act */
export const onSession = (act) => void watching.add(act);

/** @param {Partial<Kept>} change */
export const change = (change) => {
  kept = { ...kept, ...change };
  sessionStorage.setItem(NAME, JSON.stringify(kept));
  for (const act of watching) act();
};

/** Tokens of a login. @param {string} email  @param {{ access_token: string, refresh_token: string }} tokens  @param {boolean} hasProposedPassword */
export const signedIn = (email, tokens, hasProposedPassword = false) => {
  const app = kept.email === email ? kept.app : null;
  change({
    ...NOBODY,
    ...{ email, app, hasProposedPassword },
    ...withAccess(tokens.access_token),
    refreshTokens: [tokens.refresh_token],
  });
};

/** Tokens of a refresh. @param {{ access_token: string, refresh_token: string }} tokens */
export const refreshed = ({ access_token, refresh_token }) => {
  const known = kept.refreshTokens.includes(refresh_token);
  change({
    ...withAccess(access_token),
    refreshTokens: known ? kept.refreshTokens : [...kept.refreshTokens, refresh_token],
  });
};

/** The session is over. The app stays on the phone that this page plays. */
export const signedOut = () => {
  const { email, app, hasProposedPassword } = kept;
  unshareToken(kept.accessToken);
  change({ ...NOBODY, email, app, hasProposedPassword });
};

/** @param {string} accessToken */
const withAccess = (accessToken) => {
  shareToken(accessToken);
  return { accessToken, tokensOfKeys: { ...kept.tokensOfKeys, [keyOf(accessToken)]: accessToken } };
};

/** The key that signed it. @param {string} token */
export const keyOf = (token) => String(headerOf(token)['kid'] ?? 'SECRET_KEY');

/** @param {string} token */
export const headerOf = (token) => claimsOf(`.${token.split('.')[0]}`);
