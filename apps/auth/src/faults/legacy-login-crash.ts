// A process in which somebody comes over from the old system, and which kills itself at a given call to a store.
import { openDatabase } from '@gatehouse/db';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';
import { comeOver } from '../legacy-login/come-over.ts';
import { login } from '../login/login.ts';
import { PASSWORD, useCasesOver } from '../testing.ts';

/** Who signs in, with `PASSWORD`, which the old system knows. */
export interface LegacyLoginCrashPlan extends MortalPlan {
  readonly email: string;
}

const vouched = { firstName: 'Ada', lastName: 'Lovelace', emailVerified: true };

await runPlan(openDatabase, async (database, { email }: LegacyLoginCrashPlan, mortally): Promise<unknown> => {
  const [users, registrations] = [mortally(database.users), mortally(database.registrations)];
  const { deps } = useCasesOver({ users, sessions: mortally(database.sessions) });
  const oldSystem = { vouch: async () => vouched };
  const way = comeOver({ ...deps, registrations, oldSystem });
  return login({ ...deps, comeOver: way }, { email, password: PASSWORD, userAgent: '', address: '' });
});
