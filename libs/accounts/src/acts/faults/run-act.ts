// A process that does one act, and kills itself at a given call to the store: what the tests of faults and races start.
import { openDatabase, type Database } from '@gatehouse/db';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';
import {
  disableAccount,
  endSessionsOf,
  eraseAccount,
  mailReset,
  revokeRole,
  setRoles,
  unenrol,
} from '../index.ts';

type Deps = Database & { readonly audit: () => Promise<void>; readonly now: () => Date };

const ACTS = {
  erase: (deps: Deps, id: string) => eraseAccount(deps, { id }),
  setRoles: (deps: Deps, id: string) => setRoles(deps, { id, roles: ['user'] }),
  revoke: (deps: Deps, id: string) => revokeRole(deps, { id, role: 'admin' }),
  disable: (deps: Deps, id: string) => disableAccount(deps, { id }),
  endSessions: (deps: Deps, id: string) => endSessionsOf(deps, id),
  mailReset: (deps: Deps, id: string) => mailReset(deps, { id, credentialGeneration: 0 }),
  unenrol: (deps: Deps, id: string) => unenrol(deps, { id }),
} as const;

/** What to do to which account, and when to die: right after the call of that number (from 0) to any store. */
export interface ActPlan extends MortalPlan {
  readonly act: keyof typeof ACTS;
  readonly id: string;
}

await runPlan(openDatabase, (database, { act, id }: ActPlan, mortally) => {
  const { users, sessions, values, registrations, tokens, mails } = database;
  return ACTS[act](
    {
      ...database,
      users: mortally(users),
      sessions: mortally(sessions),
      values: mortally(values),
      registrations: mortally(registrations),
      tokens: mortally(tokens),
      mails: mortally(mails),
      audit: async () => undefined,
      now: () => new Date('2026-03-01T12:00:00.000Z'),
    },
    id,
  );
});
