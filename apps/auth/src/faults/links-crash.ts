// A process that uses or asks for one link and kills itself at a given call to a store: what the fault tests of links start.
import { openDatabase } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';
import { linksOver } from '../testing-links.ts';
import { useCasesOver } from '../testing.ts';

/** What to run, and when to die: right after the call of that number (from 0) to any store. */
export interface LinksCrashPlan extends MortalPlan {
  readonly act: 'verify' | 'reset' | 'forgot' | 'resend' | 'changePassword';
  /** The token, or the email that is typed in. */
  readonly given: string;
  /** Who changes the password. */
  readonly principal?: Principal;
}

await runPlan(openDatabase, async (database, plan: LinksCrashPlan, mortally): Promise<unknown> => {
  const [users, mails] = [mortally(database.users), mortally(database.mails)];
  const act = useCasesOver({ users, sessions: mortally(database.sessions), mails });
  act.clock.now = new Date();
  if (plan.act === 'changePassword') return act.changePassword(plan.principal!);
  const [registrations, tokens] = [mortally(database.registrations), mortally(database.tokens)];
  return linksOver({ users, mails, registrations, tokens }, act)[plan.act](plan.given);
});
