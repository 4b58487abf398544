// npm run backup -- FILE: a consistent copy of the SQLite file, while a gateway serves.
import { resolve } from 'node:path';
import { backUp } from '@gatehouse/db/backup';
import { isUrl } from './is-url.ts';
import { refuseUsage, runCommand } from './run-command.ts';
import { sqliteFileOf } from './sqlite-file.ts';

const USAGE = `npm run backup -- FILE
  FILE  the copy, which must not be there yet`;

await runCommand('npm run backup', async ([file, ...more]) => {
  if (file === undefined || file === '' || file.startsWith('-') || isUrl(file) || more.length > 0)
    return refuseUsage(USAGE);
  const source = await sqliteFileOf('npm run backup', process.env);
  const target = resolve(file);
  const { takenAt, accounts, bytes } = await backUp({ source, target, now: () => new Date() });
  console.log(
    `${target} has ${source} as of ${takenAt.toISOString()}: ${accounts} accounts, ${bytes} bytes, looked through and whole.`,
  );
});
