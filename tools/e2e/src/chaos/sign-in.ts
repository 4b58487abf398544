// Registering and signing in, as clients do: what got no answer is sent again.
import { setTimeout as sleep } from 'node:timers/promises';
import { claimsOf, type Answer, type TokenSet } from '../client.ts';
import type { Life } from './life.ts';

const RETRY_MS = 300;
const TRIES = 60;

/** Sends until there is an answer; null where there was none at all. `sent` is told of each that got none. */
export const answered = async (
  send: () => Promise<Answer | null>,
  sent: () => void = () => undefined,
): Promise<Answer | null> => {
  for (let left = TRIES; left > 0; left -= 1) {
    const answer = await send();
    if (answer !== null && answer.status !== 429) return answer;
    if (answer === null) sent();
    await sleep(RETRY_MS);
  }
  return null;
};

/** Makes the account. */
export const register = async (life: Life): Promise<void> => {
  const answer = await answered(
    () => life.call('POST', '/users', { body: bodyOf(life) }),
    () => life.unanswered(life.exists, true),
  );
  if (answer?.status === 201) return registered(life, answer);
  if (answer?.status !== 409) return void (life.isOver = true);
  // One that got no answer has made it.
  if (life.exists.may(true)) return life.acknowledged(life.exists, true);
  life.doubt('a registration is refused, although nobody has the address');
};

/** Two registrations for one address at once: one of them makes the account. */
export const registerTwice = async (life: Life): Promise<void> => {
  const other = { first_name: life.newValue('Eve'), password: life.newValue('another password') };
  const bodies = [bodyOf(life), { ...bodyOf(life), ...other }];
  const answers = await Promise.all(bodies.map((body) => life.call('POST', '/users', { body })));
  const made = answers.flatMap((answer, index) => (answer?.status === 201 ? [index] : []));
  if (made.length > 1) return life.doubt('two registrations of one address are acknowledged');
  if (made[0] === 1) takeOver(life, other);
  if (made.length === 1) return registered(life, answers[made[0]!]!);
  if (answers.some((answer) => answer === null)) {
    life.unanswered(life.exists, true);
    life.unanswered(life.firstName, other.first_name);
    life.unanswered(life.password, other.password);
    return register(life);
  }
  if (answers.every((answer) => answer?.status === 409))
    return life.doubt('both registrations of a free address are refused');
  life.isOver = true;
};

const takeOver = (life: Life, other: { readonly first_name: string; readonly password: string }): void => {
  life.acknowledged(life.firstName, other.first_name);
  life.acknowledged(life.password, other.password);
};

const registered = (life: Life, { body }: Answer): void => {
  life.id = body.id;
  life.acknowledged(life.exists, true);
  life.saw(life.firstName, body.first_name, 'the first name of a new account');
};

const bodyOf = (life: Life) => ({
  first_name: life.firstName.known,
  last_name: 'Lovelace',
  email: life.email.known,
  password: life.password.known,
});

/** Opens a session, with what the account's email and password may be. */
export const signIn = async (life: Life): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [email, password] of pairsOf(life)) {
      const answer = await tryPassword(life, email, password);
      if (answer === null) return;
      if (answer.status === 200) return signedIn(life, { email, password, tokens: answer.body });
      if (answer.body.code !== 'invalid_credentials')
        return life.doubt(`a login answers ${answer.body.code}`);
    }
    // While there is more than one pair, a write may have arrived between two logins.
  }
  if (!life.exists.may(false)) return life.doubt('no password that may be right signs in');
  life.acknowledged(life.exists, false);
  life.isOver = true;
};

const ROUNDS = 2;

export const pairsOf = ({ email, password }: Life): readonly (readonly [string, string])[] =>
  email.values.flatMap((one) => password.values.map((other) => [one, other] as const));

export const tryPassword = (life: Life, email: string, password: string): Promise<Answer | null> =>
  answered(() => {
    life.loginsSent += 1;
    return life.call('POST', '/auth/login', { body: { email, password } });
  });

interface Right {
  readonly email: string;
  readonly password: string;
  readonly tokens: TokenSet;
}

const signedIn = (life: Life, { email, password, tokens }: Right): void => {
  life.saw(life.exists, true, 'an account that signs in');
  life.saw(life.email, email, 'the email');
  life.saw(life.password, password, 'the password');
  life.id = claimsOf(tokens.access_token).sub;
  life.signedIn(tokens);
};
