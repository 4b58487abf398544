// The access token taken apart, with its time running out, and calls that show what it opens.
import { call, reasonOf } from './api.js';
import { at, fill, make, onClick, say, show, timeOf } from './dom.js';
import { headerOf, onSession, session } from './session.js';
import { claimsOf } from '../token.js';

const SAYS = 'token-says';

/** @type {Readonly<Record<string, string>>} */
const MEANINGS = {
  typ: 'an access token, and no other JWT that the same keys might sign (RFC 9068)',
  alg: 'how it is signed; whoever verifies takes this from the key, never from here',
  kid: 'which of the published keys verifies it',
  iss: 'who issued it',
  aud: 'whom it is for',
  sub: 'the account',
  client_id: 'the client that logged in',
  iat: 'issued at',
  exp: 'good until',
  auth_time: 'when the login was completed; a refresh does not move it',
  jti: 'its own id',
  sid: 'the session that it belongs to',
  roles: 'what the account is, when it was issued',
  amr: 'what was given at the login: pwd, otp, a passkey; mfa for two of them',
};
const TIMES = ['iat', 'exp', 'auth_time'];

export const startToken = () => {
  onClick('call-me', SAYS, () => tell('GET', '/users/me', session().accessToken));
  onClick('call-list', SAYS, () => tell('GET', '/users', session().accessToken));
  onClick('call-forged', SAYS, () => tell('GET', '/users/me', forged(session().accessToken ?? '')));
  onSession(present);
  present();
  setInterval(presentClock, 1000);
};

const present = () => {
  const { accessToken } = session();
  show('token-none', accessToken === null);
  show('token-there', accessToken !== null);
  if (accessToken === null) return;
  const claims = { ...headerOf(accessToken), ...claimsOf(accessToken) };
  fill('claims', Object.entries(claims).map(row));
  presentClock();
};

/** @param {[string, unknown]} claim */
const row = ([name, value]) =>
  make(
    'tr',
    {},
    make('th', { scope: 'row' }, name),
    make('td', {}, make('code', {}, textOf(name, value))),
    make('td', {}, MEANINGS[name] ?? ''),
  );

/** @param {string} name  @param {unknown} value */
const textOf = (name, value) => {
  if (TIMES.includes(name)) return timeOf(1000 * Number(value));
  return Array.isArray(value) ? value.join(', ') : String(value);
};

const presentClock = () => {
  const { accessToken } = session();
  if (accessToken === null) return;
  const { exp, iat } = claimsOf(accessToken);
  const left = Math.max(0, Math.round(exp - Date.now() / 1000));
  const progress = /** @type {HTMLProgressElement} */ (at('token-left'));
  progress.max = exp - iat;
  progress.value = left;
  at('token-clock').textContent = left > 0 ? `good for ${left} seconds more` : 'it has ended: refresh';
};

/** @param {string} method  @param {string} path  @param {string | null} token */
const tell = async (method, path, token) => {
  const answer = await call(method, path, { token });
  if (answer.ok) return say(SAYS, `200. ${summaryOf(answer.body)}`, 'good');
  say(SAYS, whyNot(answer.body?.code) ?? reasonOf(answer), 'bad');
};

/** @param {string | undefined} code */
const whyNot = (code) => {
  switch (code) {
    case 'forbidden':
      return `403. The token is good, and the policy does not open this route to it: it is for admins. The route was never called. To see it open: npm run admin -- grant ${session().email}, then Refresh below, and call again.`;
    case 'unauthorized':
      return '401. This token is not accepted: it was changed, it has ended, or its session has.';
    default:
      return undefined;
  }
};

/** @param {any} body */
const summaryOf = (body) =>
  body.items ? countOf(body) : `${body.first_name} ${body.last_name}, ${body.email}.`;

/** @param {any} page */
const countOf = ({ items: { length }, next_cursor: next }) => {
  if (next) return `The first ${length} accounts.`;
  return length === 1 ? '1 account.' : `${length} accounts.`;
};

/** The same token with another letter in its claims. @param {string} token */
const forged = (token) => {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const changed = claims.slice(0, 20) + (claims[20] === 'A' ? 'B' : 'A') + claims.slice(21);
  return [head, changed, signature].join('.');
};
