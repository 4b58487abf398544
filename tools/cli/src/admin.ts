// npm run admin -- COMMAND EMAIL: an operator's changes to an account.
import { parseArgs } from 'node:util';
import { sweepEnded } from '@gatehouse/accounts';
import type { Audit, AuditEvent } from '@gatehouse/audit';
import type { Account, Database, UserStore } from '@gatehouse/db';
import { operatorAudit } from './admin/operator-audit.ts';
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
  /** What is told of it in the audit. */
  readonly event: (changed: Account) => AuditEvent;
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

const rolesChanged = ({ id: subject, roles }: Account): AuditEvent => ({
  event: 'roles_changed',
  subject,
  roles,
});

const rolesInUse = () => knownRoles(process.env, ({ message }) => console.error(message));

const ACTS: Readonly<Record<string, Act>> = {
  grant: {
    takesRole: true,
    change: ({ users, now, ...change }) => grantRole({ users, now, knownRoles: rolesInUse }, change),
    event: rolesChanged,
    done: (role) =>
      `${role === 'admin' ? 'is an admin' : `has the role ${role}`}; tokens carry the role from the next login or refresh on`,
  },
  revoke: {
    takesRole: true,
    change: ({ users, now, ...change }) => revokeRole({ users, now, knownRoles: rolesInUse }, change),
    event: rolesChanged,
    done: (role) => (role === 'admin' ? 'is no admin any more' : `has the role ${role} no more`),
  },
  disable: {
    change: ({ users, account, now }) => users.setDisabled(account.id, true, now),
    event: ({ id: subject }) => ({ event: 'account_disabled', subject }),
    done: () => 'is disabled, and its sessions have ended',
  },
  enable: {
    change: ({ users, account, now }) => users.setDisabled(account.id, false, now),
    event: ({ id: subject }) => ({ event: 'account_enabled', subject }),
    done: () => 'is enabled',
  },
};

await runCommand('npm run admin', async (args) => {
  const { act, email, role, force } = read(args);
  await withDatabase(async (database) => {
    const { users } = database;
    const account = await users.findByEmail(email.toLowerCase());
    const changed = account && (await act.change({ users, account, role, force, now: new Date() }));
    if (changed === null) throw new UsageError('there is no account with this email');
    await tell(database, changed, { ...act.event(changed), email });
    console.log(`${changed.email} ${act.done(role)}`);
  });
});

async function tell(database: Database, { id, epoch }: Account, event: AuditEvent): Promise<void> {
  const audit: Audit = operatorAudit(database, process.env, console.error);
  await audit(event);
  const { sessions } = database;
  if (event.event === 'account_disabled')
    await sweepEnded({ sessions, audit, now: () => new Date() }, { accountId: id, epoch, why: 'disabled' });
}

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
