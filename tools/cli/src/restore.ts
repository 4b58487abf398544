// npm run restore -- FILE: puts a copy in the place of the SQLite file, with nothing in it that was given out before.
import { resolve } from 'node:path';
import { restore } from '@gatehouse/db/backup';
import { isUrl } from './is-url.ts';
import { changesSince } from './restore/changes-since.ts';
import { readChanges } from './restore/read-changes.ts';
import { presentRestore } from './restore/report.ts';
import { createSettling } from './restore/settling.ts';
import { readCommandLine, refuseUsage, runCommand } from './run-command.ts';
import { sqliteFileOf } from './sqlite-file.ts';

const USAGE = `npm run restore -- FILE [--events FILE] [--keep-passwords]
  FILE              a copy that npm run backup has made
  --events FILE     the audit events since: erases again who was erased, and voids what was changed
  --keep-passwords  without events passwords stay, which else are void until a reset`;

const FORM = {
  allowPositionals: true,
  options: { events: { type: 'string' }, 'keep-passwords': { type: 'boolean', default: false } },
} as const;

await runCommand('npm run restore', async (args) => {
  const { file, keepPasswords, events } = requestIn(args);
  const target = await sqliteFileOf('npm run restore', process.env);
  const read = events === undefined ? null : await readChanges(events);
  const [source, now] = [resolve(file), () => new Date()];
  const context = { known: read !== null, keepPasswords, now: now() };
  const { settlement, ...restored } = restore({
    ...{ source, target, now },
    settlementOf: (takenAt) => createSettling(changesSince(read?.changes ?? [], takenAt), context),
  });
  for (const line of presentRestore({ ...restored, source, target, read, tally: settlement.tally() }))
    console.log(line);
});

function requestIn(args: readonly string[]) {
  const { values, positionals } = readCommandLine(args, USAGE, FORM);
  const [file, ...more] = positionals;
  if (file === undefined || file === '' || isUrl(file) || more.length > 0 || values.events === '')
    return refuseUsage(USAGE);
  return { file, events: values.events, keepPasswords: values['keep-passwords'] };
}
