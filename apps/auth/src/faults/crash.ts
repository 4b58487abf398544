// A process that runs one use case and kills itself at a given call to the store: what the fault tests start.
import { openDatabase, type Database } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { mortal } from '@gatehouse/test-support/mortal';
import { useCasesOver } from '../testing.ts';

/** What to run, and when to die: right after the call of that number (from 0) to any store. */
export interface CrashPlan {
  readonly url: string;
  readonly act: 'refresh' | 'logoutAll' | 'changePassword';
  readonly refreshToken: string;
  readonly principal: Principal;
  readonly call: number;
}

const plan = JSON.parse(process.argv[2] ?? '', (key, value: unknown) =>
  key.endsWith('At') ? new Date(value as string) : value,
) as CrashPlan;

const run = async ({ users, sessions }: Pick<Database, 'users' | 'sessions'>): Promise<unknown> => {
  const mortally = mortal(plan.call);
  const act = useCasesOver({ users: mortally(users), sessions: mortally(sessions) });
  switch (plan.act) {
    case 'refresh':
      return act.refresh(plan.refreshToken);
    case 'logoutAll':
      return act.logoutAll(plan.principal);
    case 'changePassword':
      return act.changePassword(plan.principal);
  }
};

const database = openDatabase(plan.url);
await run(database);
process.stdout.write('acknowledged');
await database.close();
