// npm run migrate: creates and updates tables or collections and their indexes. Says what it changes. Idempotent; no
// handler ever does it.
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

await runCommand('npm run migrate', async () => {
  await withDatabase((database) => database.migrate(), console.log);
  console.log('The database is up to date.');
});
