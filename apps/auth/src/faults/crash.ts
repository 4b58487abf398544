// A process that runs one use case and kills itself at a given call to the store: what the fault tests start.
import { openDatabase, type Database } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
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

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal takes effect before the next turn; until then nothing else may happen.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('unreachable');
};

let calls = 0;

/** The same store, whose calls are counted, and one of which is the last. */
const mortal = <Store extends object>(store: Store): Store =>
  new Proxy(store, {
    get:
      (target, name) =>
      async (...args: unknown[]) => {
        const isLast = calls === plan.call;
        calls += 1;
        const result = await (target[name as keyof Store] as (...args: unknown[]) => Promise<unknown>)(
          ...args,
        );
        if (isLast) die();
        return result;
      },
  });

const run = async ({ users, sessions }: Pick<Database, 'users' | 'sessions'>): Promise<unknown> => {
  const act = useCasesOver({ users: mortal(users), sessions: mortal(sessions) });
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
