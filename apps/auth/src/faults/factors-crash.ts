// A process that runs one use case of second factors and kills itself at a given call to the store.
import { openDatabase } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';
import { PASSWORD, useCasesOver } from '../testing.ts';

/** What to run, and when to die: right after the call of that number (from 0) to any store. */
export interface FactorsCrashPlan extends MortalPlan {
  readonly act:
    'logIn' | 'completeLogin' | 'startTotp' | 'confirmTotp' | 'removeTotp' | 'replaceRecoveryCodes';
  readonly email: string;
  readonly challengeToken: string;
  readonly code: string;
  readonly principal: Principal;
  readonly clockAt: Date;
}

await runPlan(
  openDatabase,
  ({ users, sessions, tokens, mails }, plan: FactorsCrashPlan, mortally): Promise<unknown> => {
    const act = useCasesOver({
      users: mortally(users),
      sessions: mortally(sessions),
      tokens: mortally(tokens),
      mails: mortally(mails),
    });
    act.clock.now = plan.clockAt;
    const { principal, code } = plan;
    switch (plan.act) {
      case 'logIn':
        // It ends with a challenge, which is its good answer here.
        return act.logIn(plan.email, PASSWORD).catch(() => undefined);
      case 'completeLogin':
        return act.completeLogin(plan.challengeToken, code);
      case 'confirmTotp':
        return act.confirmTotp(principal, code);
      case 'startTotp':
      case 'removeTotp':
      case 'replaceRecoveryCodes':
        return act[plan.act](principal);
    }
  },
);
