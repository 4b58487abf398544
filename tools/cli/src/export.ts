// npm run export -- [--account EMAIL] [--with-hashes]: accounts as the lines that an import takes.
import { once } from 'node:events';
import { exportLine, pagesOf } from '@gatehouse/accounts/import';
import type { Account, UserStore } from '@gatehouse/db';
import { accountOf } from './admin/account-of.ts';
import { readCommandLine, refuseUsage, runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `npm run export -- [--account EMAIL] [--with-hashes]
  --account EMAIL  this account alone
  --with-hashes    with the hashes of passwords, which are secrets`;

await runCommand('npm run export', async (args) => {
  const { account: email, 'with-hashes': withHashes = false } = read(args);
  await withDatabase(async ({ users }) => {
    for await (const page of pagesToExport(users, email))
      await write(page.map((account) => `${JSON.stringify(exportLine(account, withHashes))}\n`).join(''));
  });
});

async function* pagesToExport(
  users: Pick<UserStore, 'list' | 'findByEmail'>,
  email: string | undefined,
): AsyncGenerator<readonly Account[]> {
  if (email === undefined) yield* pagesOf(users);
  else yield [await accountOf({ users }, email)];
}

/** Waits for whoever reads, so that no more than a page is held. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function read(args: readonly string[]) {
  const options = { account: { type: 'string' }, 'with-hashes': { type: 'boolean' } } as const;
  const { values } = readCommandLine(args, USAGE, { options });
  return values.account === '' ? refuseUsage(USAGE) : values;
}
