// Refresh tokens: each answers with the next, and an old one that comes back ends the session.
import { call, reasonOf } from './api.js';
import { brief, button, fill, make, onClick, say } from './dom.js';
import { onSession, refreshed, session, signedOut } from './session.js';

const SAYS = 'rotation-says';

export const startRotation = () => {
  onClick('refresh', SAYS, refresh);
  onClick('replay', SAYS, replay);
  onSession(present);
  present();
};

const present = () => {
  const { refreshTokens } = session();
  button('refresh').disabled = refreshTokens.length === 0;
  button('replay').disabled = refreshTokens.length < 2;
  fill('chain', refreshTokens.map(item));
};

/** @param {string} token  @param {number} index  @param {readonly string[]} all */
const item = (token, index, all) => {
  const behind = all.length - 1 - index;
  const [state, text] =
    behind === 0 ? ['current', 'current'] : ['used', behind === 1 ? 'used, the one before' : 'used'];
  // The first half stays for the session; the end is what changes.
  return make('li', { 'data-state': state }, make('code', {}, `…${token.slice(-8)}`), make('span', {}, text));
};

const refresh = async () => {
  const [current = ''] = session().refreshTokens.slice(-1);
  const answer = await send(current);
  if (!answer.ok) return refused(answer);
  refreshed(answer.body);
  say(
    SAYS,
    'A new access token and a new refresh token. The one before is used now, and the login is as old as it was.',
    'good',
  );
};

const replay = async () => {
  const { refreshTokens, accessToken } = session();
  const [oldest = ''] = refreshTokens;
  const answer = await send(oldest);
  if (answer.ok) {
    refreshed(answer.body);
    const next = brief(answer.body.refresh_token.slice(-8), 8);
    return say(
      SAYS,
      `The token before the current one got the same successor again (…${next}): so a lost answer or a second tab signs nobody out. Refresh once more, and use the oldest again.`,
      'warm',
    );
  }
  if (answer.body?.code !== 'invalid_grant') return refused(answer);
  const after = await call('GET', '/users/me', { token: accessToken });
  signedOut();
  say(
    SAYS,
    `This refresh token was used before: the session has ended, for its owner and for whoever holds a copy. Its access token now gets ${after.status}. Log in again to go on.`,
    'bad',
  );
};

/** @param {string} token */
const send = (token) => call('POST', '/auth/refresh', { body: { refresh_token: token } });

/** @param {import('./api.js').Answer} answer */
const refused = (answer) => {
  const isOver = answer.body?.code === 'invalid_grant';
  if (isOver) signedOut();
  say(
    SAYS,
    isOver
      ? 'The session has ended, so its refresh token gets nothing. Log in again to go on.'
      : reasonOf(answer),
    'bad',
  );
};
