// npm run restored: ends what was given out by a database that its own tools have restored, and takes away what changed since.
import { changesSince } from './restore/changes-since.ts';
import { readChanges } from './restore/read-changes.ts';
import { presentSettled } from './restore/report.ts';
import { readRestoredRequest } from './restore/restored-request.ts';
import { createSettling } from './restore/settling.ts';
import { settleStore } from './restore/settle-store.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

await runCommand('npm run restored', async (args) => {
  const now = new Date();
  const { since, events, keepPasswords } = readRestoredRequest(args, now);
  const read = events === undefined ? null : await readChanges(events);
  const context = { known: read !== null, keepPasswords, now };
  const settling = createSettling(changesSince(read?.changes ?? [], since), context);
  await withDatabase((database) => settleStore(database, settling, now));
  for (const line of presentSettled({ takenAt: since, read, tally: settling.tally() })) console.log(line);
});
