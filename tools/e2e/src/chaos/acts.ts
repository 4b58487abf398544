// What a client does with its account. Each act sends something, and notes what the account may be by the answer.
import type { Answer, TokenSet } from '../client.ts';
import type { Life } from './life.ts';
import { answered, signIn } from './sign-in.ts';

export type Act = (life: Life) => Promise<void>;

const LINK_LIMIT_MS = 6_000;

/** Reads the account, and holds it to what was acknowledged. */
const read: Act = async (life) => {
  const answer = await life.asSelf('GET', '/users/me');
  if (isRefused(life, answer, 'GET /users/me')) return;
  const { email, first_name, roles } = answer.body;
  life.saw(life.email, email, 'the email');
  life.saw(life.firstName, first_name, 'the first name');
  life.saw(life.roles, roles.join(), 'the roles');
};

/** Exchanges the refresh token; what got no answer is sent again, with the same token. */
export const refresh: Act = async (life) => {
  const refresh_token = life.tokens!.refresh_token;
  const answer = await answered(() => life.call('POST', '/auth/refresh', { body: { refresh_token } }));
  if (answer === null) return;
  if (answer.status !== 200) return life.refused('a refresh');
  life.refreshed(answer.body as TokenSet);
};

const rename: Act = async (life) => {
  const first_name = life.newValue('Grace');
  const answer = await life.asSelf('PATCH', `/users/${life.id}`, { first_name });
  if (answer === null) return life.unanswered(life.firstName, first_name);
  if (isRefused(life, answer, 'a change of the name')) return;
  life.acknowledged(life.firstName, first_name);
  life.saw(life.firstName, answer.body.first_name, 'the first name in the answer');
};

const changePassword: Act = async (life) => {
  const new_password = life.newValue('a new password');
  const current_password = life.password.known;
  const startedMs = performance.now();
  const answer = await life.asSelf('POST', '/auth/password', { current_password, new_password });
  if (answer === null) {
    life.mayHaveEnded();
    return life.unanswered(life.password, new_password);
  }
  if (answer.status === 400 && !life.password.isSure) return;
  if (isRefused(life, answer, 'a change of the password')) return;
  life.acknowledged(life.password, new_password);
  life.passwordsChanged += 1;
  // Its session goes on, unless the store fails behind the change (docs/api.md).
  if (life.world.wasBroken(startedMs)) life.isSessionSure = false;
};

/** Asks for another email, and uses the link that is mailed there. */
const changeEmail: Act = async (life) => {
  const email = `${life.newValue('e').replaceAll(' ', '.')}@example.com`;
  life.emailMoved = true;
  const asked = await life.asSelf('PATCH', `/users/${life.id}`, { email });
  if (isRefused(life, asked, 'a change of the email')) return;
  const token = await life.world.outbox.linkTo(email, LINK_LIMIT_MS);
  if (token === null) return;
  const verify = { token, password: life.password.known };
  const answer = await life.call('POST', '/auth/email/verify', { body: verify });
  if (answer === null) return life.unanswered(life.email, email);
  if (answer.status === 204) life.acknowledged(life.email, email);
};

const signInAgain: Act = (life) => signIn(life);

const signInWrongly: Act = async (life) => {
  const body = { email: life.email.known, password: 'not the password of anybody' };
  const answer = await life.call('POST', '/auth/login', { body });
  if (answer?.status === 200) life.doubt('a wrong password signs in');
};

const logOut: Act = async (life) => {
  const { refresh_token, access_token: token } = life.tokens!;
  const answer = await life.call('POST', '/auth/logout', { body: { refresh_token } });
  life.isSessionSure = false;
  if (answer === null) return void (life.tokens = null);
  life.ended();
  const after = await life.call('GET', '/users/me', { token });
  if (after?.status === 200) life.doubt('a session goes on behind its logout');
};

const logOutEverywhere: Act = async (life) => {
  const answer = await life.asSelf('POST', '/auth/logout-all');
  if (answer === null) return life.mayHaveEnded();
  if (isRefused(life, answer, 'a logout from everywhere')) return;
  life.isSessionSure = false;
  life.ended();
};

/** An admin gives the role `admin`, or takes it. */
const changeRoles: Act = async (life) => {
  const roles = life.roles.known === 'user' ? ['user', 'admin'] : ['user'];
  const answer = await life.world.asAdmin('PUT', `/users/${life.id}/roles`, { roles });
  if (answer === null) return life.unanswered(life.roles, roles.join());
  if (answer.status === 200) return life.acknowledged(life.roles, roles.join());
  if (answer.status === 404 && life.exists.may(false)) return;
  life.doubt(`a change of roles answers ${answer.status}`);
};

/** One without an answer may have taken the role of an admin and ended the sessions, and left the account. */
const erase: Act = async (life) => {
  const answer = await life.asSelf('DELETE', `/users/${life.id}`);
  if (answer === null) {
    life.mayHaveEnded();
    life.unanswered(life.roles, 'user');
    return life.unanswered(life.exists, false);
  }
  if (isRefused(life, answer, 'an erasure')) return;
  life.ended();
  life.acknowledged(life.exists, false);
  life.isOver = true;
};

/** Whether there is nothing in the answer to go on with. A 401 ends the session; what else is no success is doubted. */
const isRefused = (life: Life, answer: Answer | null, what: string): answer is null => {
  if (answer === null || answer.status === 429) return true;
  if (answer.status < 300) return false;
  if (answer.status === 401) life.refused(what);
  else life.doubt(`${what} answers ${answer.status} ${answer.body.code}`);
  return true;
};

/** As often as each stands here, it is chosen. */
export const ACTS: readonly Act[] = [
  ...[refresh, refresh, refresh, refresh, refresh, read, read, rename, rename, rename],
  ...[changePassword, changePassword, changeEmail, signInAgain, signInWrongly],
  ...[logOut, logOutEverywhere, changeRoles, changeRoles, erase],
];
