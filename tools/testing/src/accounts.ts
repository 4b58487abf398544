// Accounts for tests, written into the store as a registration would: no limit and no closed registration stands in the way.
import { randomUUID } from 'node:crypto';
import { ROLE } from '@gatehouse/contract/callers';
import { newAccount, type Account, type Database } from '@gatehouse/db';
import { MAX_ROLES } from '@gatehouse/jwt';

/** The password of every account that a test has made here, and its hash at the least cost there is. */
export const PASSWORD = 'every account of tests has this password';
const PASSWORD_HASH =
  '$argon2id$v=19$m=8,t=1,p=1$jUQlKCZMR4QRv8VRcoy8pw$mDmkDNAsOuVDAsXXhdUui4dS5JNsBvHzSm29SMulixM';

export interface AccountDeps {
  readonly users: Database['users'];
  readonly now: () => Date;
}

/**
 * The account of that email, with exactly these roles and `user`, which every account has; made where there is none.
 * @throws RangeError for what is no name of a role, and for more roles than a token carries
 */
export const accountOf = async (
  deps: AccountDeps,
  email: string,
  roles: readonly string[],
): Promise<Account> => {
  const held = [...new Set(['user', ...roles])];
  assertRoles(held);
  const found = await deps.users.findByEmail(email);
  return found === null ? make(deps, email, held) : hold(deps, found, held);
};

const assertRoles = (roles: readonly string[]): void => {
  for (const role of roles)
    if (!ROLE.test(role)) throw new RangeError(`roles: ${JSON.stringify(role)} must match ${ROLE}`);
  if (roles.length > MAX_ROLES) throw new RangeError(`roles: a token carries ${MAX_ROLES} at most`);
};

const make = async (
  { users, now }: AccountDeps,
  email: string,
  roles: readonly string[],
): Promise<Account> => {
  const [firstName = email] = email.split('@');
  const verified = { firstName, lastName: 'Test', email, emailVerified: true, roles };
  const account = newAccount({ id: randomUUID(), ...verified, passwordHash: PASSWORD_HASH, now: now() });
  await users.insert(account);
  return account;
};

const hold = async (
  { users, now }: AccountDeps,
  account: Account,
  roles: readonly string[],
): Promise<Account> => {
  let current = account;
  for (const role of new Set([...account.roles, ...roles])) {
    const held = roles.includes(role);
    if (current.roles.includes(role) !== held)
      current = (await users.setRole(account.id, role, held, now())) ?? current;
  }
  return current;
};
