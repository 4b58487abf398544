// npm run admin -- COMMAND EMAIL: an operator's changes to an account.
import { parseArgs } from 'node:util';
import type { Account, UserStore } from '@gatehouse/db';
import { grantRole, requireGrantable, revokeRole } from './admin/roles.ts';
import { knownRoles } from './known-roles.ts';
import { runCommand, UsageError } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `npm run admin -- <grant|revoke|disable|enable> EMAIL [ROLE] [--force]
  ROLE     for grant and revoke; admin when none is named
  --force  takes a role that no access table names`;

interface Act {
  readonly takesRole?: true;
  readonly change: (asked: Asked) => Promise<Account | null>;
  /** What is said of the account when it is done. */
  readonly done: (role: string) => string;
}

interface Asked {
  readonly users: UserStore;
  readonly account: Account;
  readonly role: string;
  readonly force: boolean;
  readonly now: Date;
}

const rolesInUse = () => knownRoles(process.env, ({ message }) => console.error(message));

const ACTS: Readonly<Record<string, Act>> = {
  grant: {
    takesRole: true,
    change: ({ users, now, ...change }) => grantRole({ users, now, knownRoles: rolesInUse }, change),
    done: (role) =>
      `${role === 'admin' ? 'is an admin' : `has the role ${role}`}; tokens carry the role from the next login or refresh on`,
  },
  revoke: {
    takesRole: true,
    change: ({ users, now, ...change }) => revokeRole({ users, now, knownRoles: rolesInUse }, change),
    done: (role) => (role === 'admin' ? 'is no admin any more' : `has the role ${role} no more`),
  },
  disable: {
    change: ({ users, account, now }) => users.setDisabled(account.id, true, now),
    done: () => 'is disabled, and its sessions have ended',
  },
  enable: {
    change: ({ users, account, now }) => users.setDisabled(account.id, false, now),
    done: () => 'is enabled',
  },
};

await runCommand('npm run admin', async (args) => {
  const { act, email, role, force } = read(args);
  await withDatabase(async ({ users }) => {
    const account = await users.findByEmail(email.toLowerCase());
    const changed = account && (await act.change({ users, account, role, force, now: new Date() }));
    if (changed === null) throw new UsageError('there is no account with this email');
    console.log(`${changed.email} ${act.done(role)}`);
  });
});

/** What is asked for, held to its form before the database is opened. */
function read(args: readonly string[]) {
  const { positionals, values } = parse(args);
  const [name = '', email = '', role = 'admin', ...rest] = positionals;
  const act = (Object.hasOwn(ACTS, name) ? ACTS[name] : undefined) ?? refuse();
  if (email === '' || rest.length > 0) refuse();
  if (act.takesRole) requireGrantable(role);
  else if (positionals.length > 2 || values.force) refuse();
  return { act, email, role, force: values.force };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false } },
    });
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw new UsageError(`usage: ${USAGE}`);
}
