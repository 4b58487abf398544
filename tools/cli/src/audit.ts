// npm run audit -- [--account EMAIL]: the audit events of a local run.
import { auditFileIn } from '@gatehouse/audit';
import { readEnvironment, text } from '@gatehouse/config';
import { eventsOfAccount } from './audit/events-of-account.ts';
import { presentEvent } from './audit/present-event.ts';
import { readEvents, type ReadEvent } from './audit/read-events.ts';
import { readCommandLine, refuseUsage, runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `npm run audit -- [--account EMAIL] [--json]
  --account EMAIL  the events of this account alone, also of one that is gone, or never was
  --json           lines as they stand in the file, as to whatever is no terminal`;

await runCommand('npm run audit', async (args) => {
  const { account, json = !process.stdout.isTTY } = read(args);
  const { GATEHOUSE_HOME: home } = readEnvironment(process.env, {
    GATEHOUSE_HOME: text({ fallback: '.gatehouse' }),
  });
  const file = auditFileIn(home);
  const { events, faults } = await readEvents(file);
  for (const { line, text } of await chosen(events, account)) console.log(json ? text : presentEvent(line));
  for (const fault of faults) console.error(`${file}: ${fault}, and is left out`);
  if (faults.length > 0) process.exitCode = 1;
});

async function chosen(events: readonly ReadEvent[], email?: string): Promise<readonly ReadEvent[]> {
  if (email === undefined) return events;
  let found: readonly ReadEvent[] = [];
  await withDatabase(async (database) => {
    found = await eventsOfAccount(database, events, email);
  });
  return found;
}

function read(args: readonly string[]) {
  const options = { account: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values } = readCommandLine(args, USAGE, { options });
  return values.account === '' ? refuseUsage(USAGE) : values;
}
