// Registering, logging in by one factor or two, and logging out.
import { call, orRefused, reasonOf } from './api.js';
import { at, button, field, hush, onClick, onSubmit, say, show, typedPassword } from './dom.js';
import { askPasskey } from './passkey.js';
import { change, onSession, session, signedIn, signedOut } from './session.js';
import { codeOf, stepOf } from './totp.js';
import { claimsOf } from '../token.js';

const SAYS = 'account-says';
/** @type {string | null} */
let challenge = null;

export const startAccount = () => {
  propose();
  onSubmit('account', 'register', SAYS, register);
  onClick('login', SAYS, () => logIn(typedPassword()));
  onClick('login-wrong', SAYS, () => logIn(`${field('password').value} and more`));
  onClick('login-passkey', SAYS, logInByPasskey);
  onClick('forgot', SAYS, forget);
  onClick('logout', SAYS, logOut);
  onSubmit('second', 'second-send', SAYS, () => complete({ code: field('second-code').value }));
  onClick('second-compute', SAYS, compute);
  onClick('second-passkey', SAYS, byPasskey);
  onSession(present);
  present();
};

const PROPOSED = 'seven quiet rivers run north';

/** Somebody new at every visit, so that nothing has to be typed. */
const propose = () => {
  const number = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  field('first-name').value = 'Ada';
  field('last-name').value = 'Lovelace';
  const { email, hasProposedPassword } = session();
  field('email').value = email || `ada.${number}@example.com`;
  field('password').value = email === '' || hasProposedPassword ? PROPOSED : '';
};

const present = () => {
  const { accessToken, email } = session();
  at('who').textContent = accessToken === null ? 'Nobody is signed in.' : `Signed in as ${email}.`;
  button('logout').disabled = accessToken === null;
};

const register = async () => {
  const body = {
    first_name: field('first-name').value,
    last_name: field('last-name').value,
    email: field('email').value,
    password: field('password').value,
  };
  const answer = await call('POST', '/users', { body });
  if (answer.status === 202)
    return say(
      SAYS,
      '202: registrations are confirmed here. Follow the link of the mail in the outbox, and log in then.',
      'warm',
    );
  if (answer.status === 403) throw new Error(CLOSED);
  const user = orRefused(answer);
  await logIn(
    body.password,
    `${user.first_name} ${user.last_name} has an account, and a mail with a link to confirm the address. `,
  );
};

const CLOSED =
  '403: nobody registers here (REGISTRATION=closed). Whoever has an account logs in; npm run import brings accounts.';

/** @param {string} password */
const logIn = async (password, before = '') => {
  const email = field('email').value;
  const answer = await call('POST', '/auth/login', { body: { email, password } });
  challenge = answer.body?.code === 'second_factor_required' ? answer.body.challenge_token : null;
  show('second', challenge !== null);
  if (challenge !== null) {
    say(SAYS, `${reasonOf(answer)} Enrolled: ${answer.body.factors.join(', ')}.`, 'warm');
    field('second-code').value = '';
    return field('second-code').focus();
  }
  if (answer.body?.code === 'invalid_credentials')
    return say(
      SAYS,
      'Refused. An email that nobody has gets the same answer after the same work, so that nobody learns who has an account.',
      'bad',
    );
  finish(email, orRefused(answer), before);
};

/** @param {string} email  @param {any} tokens */
const finish = (email, tokens, before = '') => {
  challenge = null;
  show('second', false);
  signedIn(email, tokens, field('password').value === PROPOSED);
  for (const id of ['token-says', 'rotation-says', 'sessions-says', 'factors-says']) hush(id);
  const { amr } = claimsOf(tokens.access_token);
  say(SAYS, `${before}A session is open, by ${amr.join(', ')}. Below is its access token.`, 'good');
};

/** @param {object} proof */
const complete = async (proof) => {
  const body = { challenge_token: challenge, ...proof };
  const answer = await call('POST', '/auth/login/second-factor', { body });
  if (answer.body?.code === 'invalid_credentials')
    return say(
      SAYS,
      'This code is not good: it is wrong, or it was used before. Each code counts once.',
      'bad',
    );
  finish(field('email').value, orRefused(answer));
};

const compute = async () => {
  const { app } = session();
  if (app === null)
    return say(
      SAYS,
      'This tab is not the app of this account. Type a code of yours, or a recovery code.',
      'warm',
    );
  // A step counts once, and the next one is accepted already.
  const step = Math.max(stepOf(), app.usedStep + 1);
  field('second-code').value = await codeOf(app.secret, step);
  change({ app: { ...app, usedStep: step } });
};

const byPasskey = async () =>
  complete({ credential: await askPasskey({ challenge_token: challenge ?? '' }) });

const logInByPasskey = async () => {
  const credential = await askPasskey({});
  const tokens = orRefused(await call('POST', '/auth/passkey', { body: { credential } }));
  const me = orRefused(await call('GET', '/users/me', { token: tokens.access_token }));
  field('email').value = me.email;
  finish(me.email, tokens, 'No password was needed. ');
};

const forget = async () => {
  orRefused(await call('POST', '/auth/password/forgot', { body: { email: field('email').value } }));
  say(
    SAYS,
    '202, whoever asks for whatever address. If there is an account, its owner has a mail: look into the outbox.',
    'good',
  );
};

const logOut = async () => {
  const [token] = session().refreshTokens.slice(-1);
  orRefused(await call('POST', '/auth/logout', { body: { refresh_token: token } }));
  signedOut();
  say(
    SAYS,
    'The session has ended with one write. Its access token is refused at once on the routes of this workspace.',
    'good',
  );
};
