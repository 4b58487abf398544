// A process that runs one use case and kills itself at a given call to the store: what the fault tests start.
import { openDatabase } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';
import { useCasesOver } from '../testing.ts';

/** What to run, and when to die: right after the call of that number (from 0) to any store. */
export interface CrashPlan extends MortalPlan {
  readonly act: 'refresh' | 'logoutAll' | 'changePassword';
  readonly refreshToken: string;
  readonly principal: Principal;
}

await runPlan(openDatabase, async ({ users, sessions }, plan: CrashPlan, mortally): Promise<unknown> => {
  const act = useCasesOver({ users: mortally(users), sessions: mortally(sessions) });
  switch (plan.act) {
    case 'refresh':
      return act.refresh(plan.refreshToken);
    case 'logoutAll':
      return act.logoutAll(plan.principal);
    case 'changePassword':
      return act.changePassword(plan.principal);
  }
});
