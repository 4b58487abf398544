// Second factors: an app that this page plays, passkeys of the browser, recovery codes.
import { call, orRefused } from './api.js';
import { at, busy, button, field, fill, make, onClick, onSubmit, say, show, timeOf } from './dom.js';
import { addPasskey } from './passkey.js';
import { change, onSession, session } from './session.js';
import { codeOf, stepOf } from './totp.js';

const SAYS = 'factors-says';
const BUTTONS = ['totp-begin', 'totp-remove', 'passkey-add', 'recovery'];
/** @type {string | null} */
let shownFor = '';
let pendingSecret = '';

export const startFactors = () => {
  onClick('totp-begin', SAYS, begin);
  onSubmit('totp', 'totp-confirm', SAYS, confirm);
  onClick('totp-remove', SAYS, removeApp);
  onClick('passkey-add', SAYS, add);
  onClick('recovery', SAYS, renew);
  onSession(present);
  present();
};

const present = () => {
  const { accessToken } = session();
  if (accessToken === shownFor) return;
  shownFor = accessToken;
  show('totp', false);
  show('codes-there', false);
  void refresh().catch(() => undefined);
};

const refresh = async () => {
  const token = session().accessToken;
  const [factors, passkeys] = await Promise.all(
    token === null ? [] : ['/auth/factors', '/auth/passkeys'].map((path) => call('GET', path, { token })),
  );
  for (const id of BUTTONS) button(id).disabled = !factors?.ok;
  if (!factors?.ok) {
    at('factors').textContent = 'Log in to see them.';
    return fill('passkeys', []);
  }
  const { totp, passkeys: count, recovery_codes_left: left } = factors.body;
  button('totp-begin').disabled = totp;
  button('totp-remove').disabled = !totp;
  button('recovery').disabled = !totp && count === 0;
  at('factors').textContent =
    `App: ${totp ? 'enrolled' : 'none'}. Passkeys: ${count}. Recovery codes left: ${left}.`;
  fill('passkeys', (passkeys?.body?.items ?? []).map(item));
};

/** @param {any} passkey */
const item = (passkey) => {
  const remove = make(
    'button',
    { class: 'quiet small', type: 'button', 'aria-label': `Remove ${passkey.name}` },
    'Remove',
  );
  remove.addEventListener('click', () => void busy(remove, SAYS, () => removePasskey(passkey)));
  const used = passkey.last_used_at === null ? 'not used yet' : `last used ${timeOf(passkey.last_used_at)}`;
  return make(
    'li',
    {},
    make('strong', {}, passkey.name),
    `made ${timeOf(passkey.created_at)}, ${used}`,
    remove,
  );
};

const begin = async () => {
  const { secret, otpauth_uri: uri } = await changed('POST', '/auth/totp');
  pendingSecret = secret;
  at('totp-secret').textContent = secret;
  at('totp-uri').textContent = uri;
  field('totp-code').value = await codeOf(secret, stepOf());
  show('totp', true);
  button('totp-confirm').focus();
  say(SAYS, 'The secret waits for its first code, for ten minutes.', 'plain');
};

const confirm = async () => {
  const usedStep = stepOf();
  const body = { code: field('totp-code').value };
  const answer = await changed('POST', '/auth/totp/confirm', body);
  change({ app: { secret: pendingSecret, usedStep } });
  show('totp', false);
  await done(answer, 'The app is enrolled. Log in again: the password alone is not enough any more.');
};

const removeApp = async () => {
  await changed('DELETE', '/auth/totp');
  change({ app: null });
  await done(null, 'The app is removed, and every other session has ended.');
};

const add = async () => {
  const made = await addPasskey(session().accessToken, 'A passkey of this browser').catch(orExplain);
  await done(made, 'The passkey is added. Log in with it: it needs no password.');
};

const renew = async () => {
  await done(await changed('POST', '/auth/recovery-codes'), 'These are new, and the old ones count no more.');
};

/** @param {any} passkey */
const removePasskey = async ({ id }) => {
  await changed('DELETE', `/auth/passkeys/${id}`);
  await done(null, 'The passkey is removed. The browser may still offer it: it is good for nothing.');
};

/** @param {any} answer  @param {string} text */
const done = async (answer, text) => {
  const codes = answer?.recovery_codes ?? [];
  show('codes-there', codes.length > 0);
  fill(
    'codes',
    codes.map((/** @type {string} */ code) => make('li', {}, code)),
  );
  await refresh();
  say(SAYS, text, 'good');
};

/** @param {string} method  @param {string} path  @param {object} [body] */
const changed = async (method, path, body) => {
  const answer = await call(method, path, { token: session().accessToken, ...(body && { body }) });
  if (answer.body?.code === 'reauthentication_required') throw new Error(AGAIN);
  return orRefused(answer);
};

/** @param {unknown} error */
const orExplain = (error) => {
  const isOld = error instanceof Error && error.message.includes('reauthentication_required');
  throw isOld ? new Error(AGAIN) : error;
};

const AGAIN =
  '403 reauthentication_required. Factors change with a recent login alone, and with both factors where there is a second one: log in again, and repeat it.';
