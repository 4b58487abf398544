// npm run admin -- list [--email EMAIL]
import type { Account, PagePosition } from '@gatehouse/db';
import { accountOf } from '../account-of.ts';
import type { AdminCommand, CommandDeps } from '../command.ts';

export const list: AdminCommand = {
  takes: '[--email EMAIL]',
  does: 'all accounts, oldest first, or the one of an email',
  run: async (deps, { email }) => {
    const accounts = email === '' ? await allOf(deps) : [await accountOf(deps, email)];
    return accounts.map(lineOf);
  },
};

const PAGE = 100;

const allOf = async ({ users }: Pick<CommandDeps, 'users'>): Promise<readonly Account[]> => {
  const found: Account[] = [];
  let after: PagePosition | null = null;
  do {
    const page: readonly Account[] = await users.list({ limit: PAGE, after });
    found.push(...page);
    after = page.length === PAGE ? (page.at(-1) ?? null) : null;
  } while (after !== null);
  return found;
};

const lineOf = ({ email, id, roles, disabled, emailVerified }: Account): string =>
  [
    email,
    id,
    roles.join(','),
    ...(emailVerified ? [] : ['unverified']),
    ...(disabled ? ['disabled'] : []),
  ].join('  ');
