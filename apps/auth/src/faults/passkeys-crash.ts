// A process that runs one use case of passkeys and kills itself at a given call to the store.
import { openDatabase } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import type { AssertionCredential, CreationCredential } from '@gatehouse/passkeys';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';
import { useCasesOver } from '../testing.ts';

/** What to run: an act with what it takes. */
export type PasskeyAct =
  | { readonly name: 'addPasskey'; readonly principal: Principal; readonly credential: CreationCredential }
  | { readonly name: 'passkeyLogin'; readonly credential: AssertionCredential }
  | {
      readonly name: 'completeLogin';
      readonly challengeToken: string;
      readonly credential: AssertionCredential;
    }
  | { readonly name: 'removePasskey'; readonly principal: Principal; readonly id: string };

/** And when to die: right after the call of that number (from 0) to any store. */
export interface PasskeysCrashPlan extends MortalPlan {
  readonly act: PasskeyAct;
  readonly clockAt: Date;
}

await runPlan(
  openDatabase,
  ({ users, sessions, tokens, mails, values }, plan: PasskeysCrashPlan, mortally): Promise<unknown> => {
    const act = useCasesOver({
      users: mortally(users),
      sessions: mortally(sessions),
      tokens: mortally(tokens),
      mails: mortally(mails),
      values,
    });
    act.clock.now = plan.clockAt;
    switch (plan.act.name) {
      case 'addPasskey':
        return act.addPasskey(plan.act.principal, plan.act.credential);
      case 'passkeyLogin':
        return act.passkeyLogin(plan.act.credential);
      case 'completeLogin':
        return act.completeLoginWithPasskey(plan.act.challengeToken, plan.act.credential);
      case 'removePasskey':
        return act.removePasskey(plan.act.principal, plan.act.id);
    }
  },
);
