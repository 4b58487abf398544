// A process that uses or asks for one link and kills itself at a given call to a store: what the fault tests of links start.
import { openDatabase, type Database } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { mortal } from '@gatehouse/test-support/mortal';
import { linksOver } from '../testing-links.ts';
import { useCasesOver } from '../testing.ts';

/** What to run, and when to die: right after the call of that number (from 0) to any store. */
export interface LinksCrashPlan {
  readonly url: string;
  readonly act: 'verify' | 'reset' | 'forgot' | 'resend' | 'changePassword';
  /** The token, or the email that is typed in. */
  readonly given: string;
  /** Who changes the password. */
  readonly principal?: Principal;
  readonly call: number;
}

const plan = JSON.parse(process.argv[2] ?? '', (key, value: unknown) =>
  key.endsWith('At') ? new Date(value as string) : value,
) as LinksCrashPlan;

const run = async (database: Database): Promise<unknown> => {
  const mortally = mortal(plan.call);
  const [users, mails] = [mortally(database.users), mortally(database.mails)];
  const act = useCasesOver({ users, sessions: mortally(database.sessions), mails });
  act.clock.now = new Date();
  if (plan.act === 'changePassword') return act.changePassword(plan.principal!);
  const [registrations, tokens] = [mortally(database.registrations), mortally(database.tokens)];
  return linksOver({ users, mails, registrations, tokens }, act)[plan.act](plan.given);
};

const database = openDatabase(plan.url);
await run(database);
process.stdout.write('acknowledged');
await database.close();
