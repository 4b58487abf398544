// Calls to the API, as any client makes them, and what the console asks its gateway.

/** @typedef {{ readonly status: number, readonly ok: boolean, readonly body: any, readonly retryAfter: string | null }} Answer */

/**
 * @param {string} method
 * @param {string} path
 * @param {{ readonly body?: object, readonly token?: string | null }} sent
 * @returns {Promise<Answer>}
 */
export const call = async (method, path, { body, token } = {}) => {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(token && { authorization: `Bearer ${token}` }),
  };
  return send(path, {
    method,
    headers,
    cache: 'no-store',
    ...(body && { body: JSON.stringify(body) }),
  });
};

/** @param {string} path  @param {RequestInit} request  @returns {Promise<Answer>} */
const send = async (path, request) => {
  const answer = await fetch(path, request).catch(() => {
    throw new Error('The gateway cannot be reached. Does npm start still run?');
  });
  return {
    status: answer.status,
    ok: answer.ok,
    body: await answer.json().catch(() => null),
    retryAfter: answer.headers.get('retry-after'),
  };
};

/** An answer that is a refusal, in the API's own words. @param {Answer} answer */
export const reasonOf = ({ status, body, retryAfter }) => {
  const rules = (body?.errors ?? []).map(
    (/** @type {{ pointer?: string, message: string }} */ { pointer, message }) =>
      `${pointer?.slice(1) ?? ''} ${message}.`.trim(),
  );
  const wait = retryAfter === null ? '' : `That is in ${retryAfter} seconds.`;
  const more = status >= 500 && body?.request_id ? 'The terminal of npm start says why.' : '';
  return [`${status} ${body?.code ?? ''}.`, body?.detail, ...rules, wait, more].filter(Boolean).join(' ');
};

/** @param {Answer} answer */
export const orRefused = (answer) => {
  if (!answer.ok) throw new Error(reasonOf(answer));
  return answer.body;
};

/** @param {Document} page */
const tokenIn = (page) => page.querySelector('meta[name="gatehouse-console"]')?.getAttribute('content') ?? '';

let ownToken = tokenIn(document);

/** A gateway that was started anew gives its page another token; this one goes on with it. */
const renewToken = async () => {
  const page = await fetch('/console', { headers: { accept: 'text/html' }, cache: 'no-store' });
  ownToken = tokenIn(new DOMParser().parseFromString(await page.text(), 'text/html'));
};

/** What no API tells: calls, mails and keys of this gateway. @param {string} name  @param {object} body */
export const ask = async (name, body = {}) => {
  const first = await askOnce(name, body);
  if (first.status !== 403) return orRefused(first);
  await renewToken();
  return orRefused(await askOnce(name, body));
};

/** @param {string} name  @param {object} body */
const askOnce = (name, body) =>
  send(`/_gatehouse/ask/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'gatehouse-console': ownToken },
    body: JSON.stringify(body),
  });
