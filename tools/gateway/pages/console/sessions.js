// The sessions of an account: a second one beside this, and the end of either.
import { call, orRefused } from './api.js';
import { busy, button, fill, make, onClick, say, tag, timeOf, typedPassword } from './dom.js';
import { change, onSession, session, signedOut } from './session.js';
import { claimsOf } from '../token.js';

const SAYS = 'sessions-says';
/** @type {string | null} */
let shownFor = null;

export const startSessions = () => {
  onClick('session-open', SAYS, openSecond);
  onClick('session-call', SAYS, callBySecond);
  onClick('session-all', SAYS, endAll);
  onSession(present);
  present();
};

const present = () => {
  const { accessToken, otherToken } = session();
  for (const id of ['session-open', 'session-all']) button(id).disabled = accessToken === null;
  button('session-call').disabled = otherToken === null;
  const shown = `${accessToken} ${otherToken}`;
  if (shown !== shownFor) void list().catch(() => undefined);
  shownFor = shown;
};

const list = async () => {
  const { accessToken, otherToken } = session();
  if (accessToken === null) return fill('sessions', []);
  const { body, ok } = await call('GET', '/auth/sessions', { token: accessToken });
  const other = claimsOf(otherToken ?? '')['sid'];
  fill('sessions', ok ? body.items.map((/** @type {any} */ each) => row(each, other)) : []);
};

/** @param {any} one  @param {string} other */
const row = (one, other) => {
  const end = make(
    'button',
    { class: 'quiet small', type: 'button', 'aria-label': `End it: session ${one.id.slice(0, 8)}` },
    'End it',
  );
  end.addEventListener('click', () => void busy(end, SAYS, () => endOne(one)));
  const mark = one.current
    ? [' ', tag('this page', 'good')]
    : one.id === other
      ? [' ', tag('the second')]
      : [];
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, `${one.id.slice(0, 8)}…`, ...mark),
    make('td', { class: 'spare' }, timeOf(one.created_at)),
    make('td', {}, timeOf(one.last_used_at)),
    make('td', {}, end),
  );
};

const openSecond = async () => {
  const body = { email: session().email, password: typedPassword() };
  const answer = await call('POST', '/auth/login', { body });
  if (answer.body?.code === 'second_factor_required')
    return say(
      SAYS,
      'This account has a second factor: log in from another window for a second session.',
      'warm',
    );
  change({ otherToken: orRefused(answer).access_token });
  say(SAYS, 'A second session is open, as on another device. End it, and call with its token.', 'good');
};

const callBySecond = async () => {
  const { status } = await call('GET', '/users/me', { token: session().otherToken });
  const text =
    status === 200
      ? '200: the second session stands, and its token opens what it should.'
      : `${status}: the second session has ended, and its token is refused at once, although it has not run out.`;
  say(SAYS, text, status === 200 ? 'good' : 'bad');
};

/** @param {any} one */
const endOne = async (one) => {
  orRefused(await call('DELETE', `/auth/sessions/${one.id}`, { token: session().accessToken }));
  if (one.current) signedOut();
  else await list();
  say(
    SAYS,
    one.current ? 'You have ended your own session.' : 'That session has ended, with one write.',
    'good',
  );
};

const endAll = async () => {
  orRefused(await call('POST', '/auth/logout-all', { token: session().accessToken }));
  signedOut();
  say(SAYS, 'Every session of the account has ended, this one too.', 'good');
};
