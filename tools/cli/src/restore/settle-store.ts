// Settles all accounts of a database that its own tools have restored, through the ports, so on every store. It may be cut short, and is
// then repeated from the start: what is settled already stays as it is.
import { randomUUID } from 'node:crypto';
import { NO_PASSWORD } from '@gatehouse/accounts';
import { TOKEN_KINDS } from '@gatehouse/accounts/acts';
import type { Account, Database, PagePosition } from '@gatehouse/db';
import { RESTORED } from '@gatehouse/db/backup';
import { UsageError } from '../run-command.ts';
import type { Settling } from './settling.ts';

const PAGE = 100;

/** @throws UsageError where others write to an account meanwhile; `store_unavailable` */
export const settleStore = async (
  database: Omit<Database, 'migrate' | 'close'>,
  settling: Pick<Settling, 'settle' | 'values'>,
  now: Date,
): Promise<void> => {
  await database.values.set(RESTORED, randomUUID());
  let after: PagePosition | null = null;
  do {
    const page: readonly Account[] = await database.users.list({ limit: PAGE, after });
    for (const account of page)
      await settleOne(database, account, { settled: settling.settle(account), now });
    after = page.length === PAGE ? (page.at(-1) ?? null) : null;
  } while (after !== null);
  for (const [name, value] of Object.entries(settling.values())) await database.values.set(name, value);
};

interface Outcome {
  readonly settled: Account | null;
  readonly now: Date;
}

const settleOne = async (
  { users, sessions, tokens, mails }: Pick<Database, 'users' | 'sessions' | 'tokens' | 'mails'>,
  account: Account,
  { settled, now }: Outcome,
): Promise<void> => {
  const raised = await users.raiseEpoch(account.id);
  await sessions.dropEndedOf(account.id, Number.MAX_SAFE_INTEGER);
  await tokens.dropOf(account.id, TOKEN_KINDS);
  await mails.removeOf(account.id);
  if (raised === null) return;
  if (settled === null) await users.remove(account.id);
  else await change(users, raised, { settled, now });
};

/** What is taken first is what signs in. */
const change = async (
  users: Database['users'],
  { id, epoch, ...raised }: Account,
  { settled, now }: { readonly settled: Account; readonly now: Date },
): Promise<void> => {
  const { factors, passwordHash } = settled;
  if (raised.factors !== factors)
    requireAlone(
      await users.swapFactors(id, {
        from: raised.factorsGeneration,
        epoch,
        factors,
        endsSessions: false,
        now,
      }),
    );
  if (passwordHash === NO_PASSWORD && raised.passwordHash !== NO_PASSWORD)
    requireAlone(await users.changePassword(id, { epoch, passwordHash, now }));
  if (settled.roles.length < raised.roles.length) await users.setRoles(id, settled.roles, now);
  if (settled.disabled && !raised.disabled) await users.setDisabled(id, true, now);
};

const requireAlone = (done: boolean): void => {
  if (!done) throw new UsageError('somebody else writes to the accounts: stop the apps, and repeat this');
};
