// Whether the account that already has the id or the email of a line is the account that the line describes.
import type { Account } from '@gatehouse/db';
import { isForeignHash } from '@gatehouse/hashing/rules';
import { kindOfHash } from '@gatehouse/hashing/stored';
import { NO_PASSWORD } from '../no-password.ts';
import type { ReadLine } from './account-line.ts';
import { refuse } from './line-fault.ts';

/**
 * Returns where every member of the line is the account's too. A hash that a login has replaced by one of ours counts as the same.
 * Throws `LineFault` otherwise: an import changes no account that is there.
 */
export const requireSame = (line: ReadLine, there: Account): void => {
  const { given, account } = line;
  if (there.email !== account.email) refuse('id', 'is taken by an account with another email');
  if (given.id !== undefined && there.id !== given.id) refuse('email', 'is taken by another account');
  const differing = COMPARED.find(([name, isSame]) => given[name] !== undefined && !isSame(account, there));
  if (differing !== undefined)
    refuse(differing[0], 'differs from the account with this email, which stays as it is');
};

type Compare = (one: Account, there: Account) => boolean;

const COMPARED: readonly (readonly [name: keyof ReadLine['given'], isSame: Compare])[] = [
  ['first_name', (one, there) => one.firstName === there.firstName],
  ['last_name', (one, there) => one.lastName === there.lastName],
  ['roles', (one, there) => rolesOf(one) === rolesOf(there)],
  ['email_verified', (one, there) => one.emailVerified === there.emailVerified],
  ['disabled', (one, there) => one.disabled === there.disabled],
  ['created_at', (one, there) => one.createdAt.getTime() === there.createdAt.getTime()],
  ['password_hash', (one, there) => one.passwordHash === there.passwordHash || isRenewed(one, there)],
];

const rolesOf = ({ roles }: Account): string => roles.toSorted().join();

/** A hash of another kind than the line's, and of ours: Argon2id by other parameters, or with another pepper, is made anew too. */
const isRenewed = (one: Account, there: Account): boolean =>
  !isForeignHash(there.passwordHash) &&
  there.passwordHash !== NO_PASSWORD &&
  kindOfHash(one.passwordHash) !== kindOfHash(there.passwordHash);
