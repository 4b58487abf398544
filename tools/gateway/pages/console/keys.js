// The rotation of signing keys: published, signing, superseded, gone, with tokens of each.
import { ask, call } from './api.js';
import { brief, button, fill, make, onClick, say, tag } from './dom.js';
import { keyOf, onSession, session } from './session.js';

const SAYS = 'keys-says';
/** @typedef {{ kid: string, alg: string, state: string }} Key */
/** @type {readonly Key[]} */
let keys = [];
/** @type {readonly string[]} */
let published = [];
let isManaged = true;

export const startKeys = () => {
  onClick('key-rotate', SAYS, () =>
    act('rotate', 'The second key is published and signs nothing yet: who verifies can learn it first.'),
  );
  onClick('key-promote', SAYS, () =>
    act(
      'promote',
      'The new key signs from now on, and both are published. Refresh above for a token of it, and call with one of each.',
    ),
  );
  onClick('key-retire', SAYS, () =>
    act(
      'retire',
      'The old key is gone, at once. Its tokens are refused, apart from answers that the gateway still remembers for a minute.',
    ),
  );
  onClick('key-call', SAYS, callWithEach);
  onSession(present);
  void act('list', '').catch(() => undefined);
};

/** @param {string} name  @param {string} text */
const act = async (name, text) => {
  if (text !== '') say(SAYS, 'Wait a moment: the apps read their keys again within a second.');
  const answer = await ask('keys', { act: name });
  if (answer.keys === null) return unmanaged();
  keys = answer.keys;
  await untilPublished();
  present();
  if (text !== '') say(SAYS, text, 'good');
};

const unmanaged = () => {
  isManaged = false;
  present();
  say(SAYS, 'The keys of this run were given to it, so the console leaves them alone.', 'warm');
};

/** The apps read the key files again within a second; they publish the key that signs first, as it stands in the set. */
const untilPublished = async () => {
  for (let tries = 0; tries < 10; tries += 1) {
    const { body } = await call('GET', '/auth/.well-known/jwks.json');
    published = (body?.keys ?? []).map((/** @type {Key} */ { kid }) => kid);
    if (keys.length === published.length && keys.every(({ kid }, index) => published[index] === kid)) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
};

const present = () => {
  const has = (/** @type {string} */ state) => keys.some((key) => key.state === state);
  button('key-rotate').disabled = !isManaged || has('published');
  button('key-promote').disabled = !has('published');
  button('key-retire').disabled = !has('superseded');
  button('key-call').disabled = Object.keys(session().tokensOfKeys).length === 0;
  fill('keys', keys.map(row));
};

/** @type {Readonly<Record<string, 'good' | 'warm' | 'plain'>>} */
const TONES = { signing: 'good', superseded: 'warm' };

/** @param {Key} key */
const row = ({ kid, alg, state }) => {
  const { accessToken, tokensOfKeys } = session();
  const isCurrent = accessToken !== null && keyOf(accessToken) === kid;
  const token = isCurrent
    ? 'your current one'
    : tokensOfKeys[kid] === undefined
      ? 'none yet'
      : 'an earlier one';
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, brief(kid)),
    make('td', {}, alg),
    make('td', {}, tag(state, TONES[state] ?? 'plain')),
    make('td', {}, published.includes(kid) ? 'yes' : 'not yet'),
    make('td', {}, token),
  );
};

const callWithEach = async () => {
  const tokens = Object.entries(session().tokensOfKeys);
  const answers = await Promise.all(tokens.map(([, token]) => call('GET', '/users/me', { token })));
  const parts = tokens.map(([kid], index) => `${brief(kid)}: ${answers[index]?.status}`);
  const all = answers.every(({ ok }) => ok);
  const more = all && tokens.length > 1 ? ' Both verify, so no call fails while keys change.' : '';
  say(SAYS, `GET /users/me by a token of ${parts.join(', ')}.${more}`, all ? 'good' : 'warm');
};
