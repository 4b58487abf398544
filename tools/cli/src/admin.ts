// npm run admin -- <grant|revoke|disable|enable> EMAIL: an operator's changes to an account.
import type { Account, UserStore } from '@gatehouse/db';
import { runCommand, UsageError } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const USAGE = 'npm run admin -- <grant|revoke|disable|enable> EMAIL';

type Change = (users: UserStore, id: string, now: Date) => Promise<Account | null>;

/** What each act does, and what it says when it is done. */
const ACTS: Readonly<Record<string, { readonly change: Change; readonly done: string }>> = {
  grant: {
    change: (users, id, now) => users.setRole(id, 'admin', true, now),
    done: 'is an admin; tokens carry the role from the next login or refresh on',
  },
  revoke: {
    change: (users, id, now) => users.setRole(id, 'admin', false, now),
    done: 'is no admin any more',
  },
  disable: {
    change: (users, id, now) => users.setDisabled(id, true, now),
    done: 'is disabled, and its sessions have ended',
  },
  enable: {
    change: (users, id, now) => users.setDisabled(id, false, now),
    done: 'is enabled',
  },
};

await runCommand(USAGE, async ([act = '', email = '', ...rest]) => {
  const { change, done } = (Object.hasOwn(ACTS, act) ? ACTS[act] : undefined) ?? refuse();
  if (email === '' || rest.length > 0) refuse();
  await withDatabase(async ({ users }) => {
    const account = await users.findByEmail(email.toLowerCase());
    const changed = account === null ? null : await change(users, account.id, new Date());
    if (changed === null) throw new UsageError('there is no account with this email');
    console.log(`${changed.email} ${done}`);
  });
});

function refuse(): never {
  throw new UsageError(`usage: ${USAGE}`);
}
