// Calls to the API, as any client makes them, and what the console asks its gateway.

/** @typedef {{ readonly status: number, readonly ok: boolean, readonly body: any }} Answer */

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
  const answer = await fetch(path, {
    method,
    headers,
    cache: 'no-store',
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error('The gateway cannot be reached. Does npm start still run?');
  });
  return { status: answer.status, ok: answer.ok, body: await answer.json().catch(() => null) };
};

/** An answer that is a refusal, in the API's own words. @param {Answer} answer */
export const reasonOf = ({ status, body }) => {
  const rules = (body?.errors ?? []).map(
    (/** @type {{ pointer?: string, message: string }} */ each) => each.message,
  );
  return [`${status} ${body?.code ?? ''}.`, body?.detail, ...rules].filter(Boolean).join(' ');
};

/** @param {Answer} answer */
export const orRefused = (answer) => {
  if (!answer.ok) throw new Error(reasonOf(answer));
  return answer.body;
};

const OWN_TOKEN = document.querySelector('meta[name="gatehouse-console"]')?.getAttribute('content') ?? '';

/** What no API tells: calls, mails and keys of this gateway. @param {string} name  @param {object} body */
export const ask = async (name, body = {}) => {
  const headers = { 'content-type': 'application/json', 'gatehouse-console': OWN_TOKEN };
  const answer = await fetch(`/_gatehouse/ask/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error('The gateway has been started anew: reload this page.');
  return answer.json();
};
