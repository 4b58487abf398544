// The page: who is signed in decides what it shows, in this tab and in every other.
import { createClient, ProblemError, webStore, type TokenStore } from '@gatehouse/client';
import { byId, showForm, valuesOf } from './forms.ts';
import { sentenceFor } from './sentences.ts';

/** Where Gatehouse's APIs are; the build puts it in. */
declare const GATEHOUSE_URL: string;

const kept = webStore(localStorage);

/** The store tells the page when somebody has signed in or out, and when the API has ended the session. */
const store: TokenStore = {
  ...kept,
  set: async (tokens) => {
    const before = await kept.get();
    await kept.set(tokens);
    if ((before === null) !== (tokens === null)) void draw({ moveFocus: true });
  },
};

const client = createClient({ baseUrl: GATEHOUSE_URL, store });

/** Shows the account, or the forms. Focus follows when the reader has caused the change. */
const draw = async ({ moveFocus = false } = {}): Promise<void> => {
  const isSignedIn = (await kept.get()) !== null;
  if (isSignedIn && !(await showAccount())) return;
  if (!isSignedIn) forgetAccount();
  byId('signed-in').hidden = !isSignedIn;
  byId('signed-out').hidden = isSignedIn;
  if (moveFocus) byId(isSignedIn ? 'account-title' : 'sign-in-title').focus();
};

/** False where there is nothing to show: the session is over, which the store tells of, or the API cannot be reached. */
const showAccount = async (): Promise<boolean> => {
  try {
    const { first_name, last_name, email, roles } = await client.users.me();
    byId('account-name').textContent = `${first_name} ${last_name}`;
    byId('account-email').textContent = email;
    byId('account-roles').textContent = roles.join(', ');
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'unauthorized')) say(sentenceFor(error));
    return false;
  }
};

/** Nothing of an account stays in the page when its owner has left. */
const forgetAccount = (): void => {
  for (const field of byId('signed-in').querySelectorAll('dd')) field.textContent = '';
};

const say = (text: string): void => {
  byId('status').textContent = text;
};

showForm('sign-in', async (form) => {
  await client.auth.login(valuesOf(form, 'email', 'password'));
  say('You are signed in.');
});

showForm('register', async (form) => {
  const person = valuesOf(form, 'first_name', 'last_name', 'email', 'password');
  await client.users.register(person);
  await client.auth.login({ email: person.email, password: person.password });
  say('The account is there, and you are signed in.');
});

byId('sign-out').addEventListener('click', () => {
  client.auth.logout().then(
    () => say('You are signed out.'),
    (error: unknown) => say(`You are signed out here. ${sentenceFor(error)}`),
  );
});

// What another tab does.
addEventListener('storage', () => void draw());

void draw();
