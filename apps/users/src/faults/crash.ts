// A process that runs one use case and kills itself at a given call to a store: what the fault tests start.
import { openDatabase, type Database } from '@gatehouse/db';
import { mortal } from '@gatehouse/test-support/mortal';
import { register } from '../register/register.ts';
import { registerWaiting } from '../register/register-waiting.ts';
import { as, depsAt, registrationOf, START } from '../testing-deps.ts';
import { updateUser } from '../update/update.ts';

/** What to run, and when to die: right after the call of that number (from 0) to any store. */
export interface CrashPlan {
  readonly url: string;
  readonly act: 'register' | 'registerWaiting' | 'update';
  /** The address to register, or to change to. */
  readonly email: string;
  /** Whose address is to change. */
  readonly id?: string;
  readonly call: number;
}

const plan = JSON.parse(process.argv[2] ?? '') as CrashPlan;

const run = async (database: Database): Promise<unknown> => {
  const mortally = mortal(plan.call);
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
};

const database = openDatabase(plan.url);
await run(database);
process.stdout.write('acknowledged');
await database.close();
