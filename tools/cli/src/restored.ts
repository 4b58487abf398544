// npm run restored: ends what was given out by a database that its own tools have restored, and takes away what changed since.
import { changesSince } from './restore/changes-since.ts';
import { readChanges } from './restore/read-changes.ts';
import { presentSettled } from './restore/report.ts';
import { createSettling } from './restore/settling.ts';
import { settleStore } from './restore/settle-store.ts';
import { readCommandLine, refuseUsage, runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `npm run restored -- [--since TIME] [--events FILE] [--keep-passwords]
  --since TIME      when the copy was begun, as 2026-01-31T09:30:00Z; without it all events count
  --events FILE     the audit events since: erases again who was erased, and voids what was changed
  --keep-passwords  without events passwords stay, which else are void until a reset`;

const OPTIONS = {
  since: { type: 'string' },
  events: { type: 'string' },
  'keep-passwords': { type: 'boolean', default: false },
} as const;

await runCommand('npm run restored', async (args) => {
  const { since, events, keepPasswords } = requestIn(args);
  const read = events === undefined ? null : await readChanges(events);
  const now = new Date();
  const context = { known: read !== null, keepPasswords, now };
  const settling = createSettling(changesSince(read?.changes ?? [], since), context);
  await withDatabase((database) => settleStore(database, settling, now));
  for (const line of presentSettled({ takenAt: since, read, tally: settling.tally() })) console.log(line);
});

function requestIn(args: readonly string[]) {
  const { since, events, ...rest } = readCommandLine(args, USAGE, { options: OPTIONS }).values;
  const time = since === undefined ? null : new Date(since);
  if (events === '' || (time !== null && !isStated(since, time))) return refuseUsage(USAGE);
  return { since: time, events, keepPasswords: rest['keep-passwords'] };
}

/** A time without its zone would be that of this machine. */
function isStated(text: string | undefined, time: Date): boolean {
  return !Number.isNaN(time.getTime()) && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text ?? '');
}
