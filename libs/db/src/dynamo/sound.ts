// What has to hold of the accounts in a table whatever has happened to them, as a process sees it that knows of nothing.
import { isDeepStrictEqual } from 'node:util';
import { sampleAccount } from '../contract/samples.ts';
import type { Account, UserStore } from '../ports.ts';

export interface Suspects {
  readonly ids: readonly string[];
  /** All emails that one of them can have. */
  readonly emails: readonly string[];
}

/** What is wrong; nothing when all is well. */
export const unsoundIn = async (users: UserStore, { ids, emails }: Suspects): Promise<readonly string[]> => {
  const faults: (string | null)[] = [];
  for (const id of ids) faults.push(await faultOfAccount(users, await users.findById(id), emails));
  for (const email of emails) faults.push(await faultOfEmail(users, email));
  return faults.filter((fault) => fault !== null);
};

const faultOfAccount = async (
  users: UserStore,
  account: Account | null,
  emails: readonly string[],
): Promise<string | null> => {
  if (account === null) return null;
  if (!emails.includes(account.email)) return 'an account has an email that nobody gave it';
  return isDeepStrictEqual(await users.findByEmail(account.email), account)
    ? null
    : 'an account is not found by its email';
};

/** Who is found by an email is that account; where nobody is, the email is free to be taken, and else it is not. */
const faultOfEmail = async (users: UserStore, email: string): Promise<string | null> => {
  const holder = await users.findByEmail(email);
  if (holder && !isDeepStrictEqual(await users.findById(holder.id), holder))
    return 'who is found by an email is not found by its id';
  const newcomer = sampleAccount({ email });
  const isTaken = await isRefused(users.insert(newcomer));
  if (isTaken !== (holder !== null)) return `an email is ${isTaken ? 'taken by nobody' : 'taken twice'}`;
  const found = await users.findByEmail(email);
  if (found?.id !== (holder ?? newcomer).id) return 'an email is not whose it was said to be';
  await users.remove(newcomer.id);
  return null;
};

const isRefused = async (insertion: Promise<void>): Promise<boolean> => {
  try {
    await insertion;
    return false;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'email_taken') return true;
    throw error;
  }
};
