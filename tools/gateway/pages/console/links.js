// The links of mails: each does its act on a click alone, since scanners of mails open links, and its token leaves the address bar.
import { call } from './api.js';
import { at, button, field, hush, onSubmit, say, show } from './dom.js';
import { session, signedOut } from './session.js';

const SAYS = 'link-says';

/**
 * @typedef {object} Act
 * @property {string} title
 * @property {string} label
 * @property {'current-password' | 'new-password'} autocomplete
 * @property {string} button
 * @property {string} path
 * @property {(token: string, password: string) => object} body
 * @property {string} done
 * @property {boolean} endsSessions
 */

/** @type {Readonly<Record<string, Act>>} */
const ACTS = {
  verify_email: {
    title: 'Confirm your email address',
    label: 'Your password',
    autocomplete: 'current-password',
    button: 'Confirm my address',
    path: '/auth/email/verify',
    body: (token, password) => ({ token, password }),
    done: 'Your address is confirmed. You can sign in.',
    endsSessions: false,
  },
  reset_password: {
    title: 'Choose a new password',
    label: 'Your new password',
    autocomplete: 'new-password',
    button: 'Set this password',
    path: '/auth/password/reset',
    body: (token, password) => ({ token, new_password: password }),
    done: 'Your password is changed, and you are signed out everywhere. Sign in with the new one.',
    endsSessions: true,
  },
};

/** @type {Readonly<Record<string, string>>} */
const TOLD = {
  invalid_grant:
    'This link is no longer good: it was used, it is too old, or something has changed. Ask for another one.',
  invalid_credentials: 'This is not the password. Try again.',
  too_many_attempts: 'There were too many attempts. Wait, and try again.',
};

/** @type {{ act: Act | undefined, token: string }} */
let link = { act: undefined, token: '' };

export const startLinks = () => {
  onSubmit('link-form', 'link-button', SAYS, send);
  addEventListener('hashchange', () => followLink(location.hash));
  followLink(location.hash);
};

/** Shows what the link is for. @param {string} hash */
export const followLink = (hash) => {
  const parameters = new URLSearchParams(hash.slice(1));
  if (!parameters.has('token')) return;
  const name = parameters.get('action') ?? '';
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  link = { act, token: parameters.get('token') ?? '' };
  history.replaceState(null, '', location.pathname);
  show('link', true);
  show('link-form', act !== undefined);
  hush(SAYS);
  if (act === undefined) return say(SAYS, 'This page does not know what the link is for.', 'bad');
  present(act);
};

/** @param {Act} act */
const present = (act) => {
  at('link-title').textContent = act.title;
  at('link-label').textContent = act.label;
  button('link-button').textContent = act.button;
  field('link-password').autocomplete = act.autocomplete;
  field('link-password').value = '';
  field('link-password').focus();
};

const send = async () => {
  const { act, token } = link;
  if (act === undefined) return;
  const answer = await call('POST', act.path, { body: act.body(token, field('link-password').value) });
  const code = answer.body?.code;
  show('link-form', !answer.ok && code !== 'invalid_grant');
  if (answer.ok) {
    say(SAYS, act.done, 'good');
    if (act.endsSessions) await leaveEnded();
    return;
  }
  const rules = (answer.body?.errors ?? []).map((/** @type {{ message: string }} */ each) => each.message);
  say(SAYS, TOLD[code] ?? [answer.body?.detail ?? 'It did not work.', ...rules].join(' '), 'bad');
  if (code !== 'invalid_grant') field('link-password').focus();
};

/** The account may be the one of this page. */
const leaveEnded = async () => {
  const { accessToken } = session();
  if (accessToken === null) return;
  const { status } = await call('GET', '/users/me', { token: accessToken });
  if (status === 401) signedOut();
};
