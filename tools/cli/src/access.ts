// npm run access -- diff OLD NEW: what a change of the access table opens and closes, before it is made.
import { changesOf } from './access/changes.ts';
import { readTable } from './access/read-table.ts';
import { refuseUsage, runCommand } from './run-command.ts';

const USAGE = `npm run access -- diff OLD NEW
  OLD, NEW  files with tables as ACCESS_TABLE takes them, or ssm:/path/name, or ssm:/path/`;

const EXIT_OPENS = 1;
const EXIT_BAD_INPUT = 2;

await runCommand(
  'npm run access',
  async ([act, older, newer, ...rest]) => {
    if (act !== 'diff' || !older || !newer || rest.length > 0) return refuseUsage(USAGE);
    const changes = await changesOf(
      await readTable('OLD', older, process.env),
      await readTable('NEW', newer, process.env),
    );
    for (const { effect, route, whom } of changes) console.log(`${effect} ${route} for ${whom}`);
    if (changes.some(({ effect }) => effect === 'opens')) process.exitCode = EXIT_OPENS;
  },
  EXIT_BAD_INPUT,
);
