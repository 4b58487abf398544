// The access token that the pages share. It lives a few minutes, so the browser may keep it; refresh tokens stay in their tab.

const NAME = 'gatehouse.access_token';

/**
 * @typedef {{ readonly accessToken: string, readonly expiresAtMs: number }} Shared
 */

/** @param {string} text  @returns {Record<string, any>} the claims, unverified: this page shows them and decides nothing */
export const claimsOf = (text) => {
  try {
    const part = (text.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
};

/** @returns {Shared | null} the token, unless it has ended */
export const sharedToken = () => {
  const accessToken = localStorage.getItem(NAME);
  if (accessToken === null) return null;
  const expiresAtMs = 1000 * Number(claimsOf(accessToken)['exp'] ?? 0);
  return expiresAtMs > Date.now() ? { accessToken, expiresAtMs } : null;
};

/** @param {string} accessToken */
export const shareToken = (accessToken) => localStorage.setItem(NAME, accessToken);

/** Takes it back, unless another page has shared one since. @param {string | null} accessToken */
export const unshareToken = (accessToken) => {
  if (localStorage.getItem(NAME) === accessToken) localStorage.removeItem(NAME);
};

/** Another page of this browser got a token, or gave it up. @param {() => void} act */
export const onSharedToken = (act) =>
  addEventListener('storage', ({ key }) => {
    if (key === NAME || key === null) act();
  });
