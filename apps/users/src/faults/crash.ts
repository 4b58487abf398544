// A process that runs one use case and kills itself at a given call to a store: what the fault tests start.
import { openDatabase } from '@gatehouse/db';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';
import { register } from '../register/register.ts';
import { registerWaiting } from '../register/register-waiting.ts';
import { as, depsAt, registrationOf, START } from '../testing-deps.ts';
import { updateUser } from '../update/update.ts';

/** What to run, and when to die: right after the call of that number (from 0) to any store. */
export interface CrashPlan extends MortalPlan {
  readonly act: 'register' | 'registerWaiting' | 'update';
  /** The address to register, or to change to. */
  readonly email: string;
  /** Whose address is to change. */
  readonly id?: string;
}

await runPlan(openDatabase, async (database, plan: CrashPlan, mortally): Promise<unknown> => {
  const deps = {
    ...depsAt(START),
    users: mortally(database.users),
    sessions: mortally(database.sessions),
    registrations: mortally(database.registrations),
    mails: mortally(database.mails),
  };
  const { act, email, id = '' } = plan;
  if (act === 'register') return register(deps, registrationOf(email));
  if (act === 'registerWaiting') return registerWaiting(deps, registrationOf(email));
  const change = { email, firstName: 'Augusta' };
  return updateUser(deps, { principal: as({ id, roles: ['user'] }), id, change });
});
