// What has to hold of the accounts in a table whatever has happened to them, as a process sees it that knows of nothing.
import { isDeepStrictEqual } from 'node:util';
import { sampleAccount } from '../contract/samples.ts';
import type { Account, UserStore } from '../ports.ts';

export interface Suspects {
  readonly ids: readonly string[];
  readonly emails: readonly string[];
}

/** What is wrong; nothing when all is well. Takes each email that is free, to see that it is. */
export const unsoundIn = async (users: UserStore, { ids, emails }: Suspects): Promise<readonly string[]> => {
  const byId = (await Promise.all(ids.map((id) => users.findById(id)))).filter((found) => found !== null);
  const byEmail = await Promise.all(emails.map((email) => users.findByEmail(email)));
  const faults = [
    ...(await Promise.all(byId.map((account) => unlikeByEmail(users, account)))),
    ...(await Promise.all(byEmail.map((account) => account && unlikeById(users, account)))),
    ...byId.filter(({ email }) => !emails.includes(email)).map(({ email }) => `unknown email ${email}`),
    ...(await Promise.all(emails.map((email, index) => unlikeSaid(users, email, byEmail[index] != null)))),
  ];
  return faults.filter((fault) => fault !== null);
};

const unlikeByEmail = async (users: UserStore, account: Account): Promise<string | null> =>
  isDeepStrictEqual(await users.findByEmail(account.email), account)
    ? null
    : `${account.id} is not found by its email`;

const unlikeById = async (users: UserStore, account: Account): Promise<string | null> =>
  isDeepStrictEqual(await users.findById(account.id), account)
    ? null
    : `${account.id} is not found by its id`;

/** An email is free or taken as it was said to be: for a new account, and in the list. */
const unlikeSaid = async (users: UserStore, email: string, isTaken: boolean): Promise<string | null> => {
  const account = sampleAccount({ email });
  const taken = await users.insert(account).then(
    () => false,
    (error: unknown) => (error as { readonly code?: unknown }).code === 'email_taken',
  );
  if (taken !== isTaken) return `an email is ${taken ? 'taken' : 'free'} that nobody has, or somebody`;
  const found = await users.findByEmail(email);
  if (found === null || (found.id === account.id) === isTaken)
    return 'an email is not whose it was said to be';
  await users.remove(found.id === account.id ? account.id : '');
  return null;
};
