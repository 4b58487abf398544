// npm run import -- FILE|MONGODB-URL: accounts of other systems, with their hashes.
import { createKnownRoles } from '@gatehouse/accounts/acts';
import { accessVariables, readEnvironment } from '@gatehouse/config';
import { createProgress } from '@gatehouse/terminal';
import { operatorAudit } from './admin/operator-audit.ts';
import { readImportRequest } from './import/read-request.ts';
import { runImport } from './import/run-import.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

/** Some lines were refused, and all others are in. */
const SOME_REFUSED = 1;
/** The import could not run, or not to its end. */
const FAILED = 2;

await runCommand(
  'npm run import',
  async (args, requireTold) => {
    const request = readImportRequest(args);
    const { ACCESS_TABLE: reference } = readEnvironment(process.env, accessVariables);
    const onFailure = ({ message }: Error): void => console.error(message);
    await withDatabase(async (database) => {
      const tell = operatorAudit(database, process.env, console.error);
      // A line that is lost stops the import before the account is made that it tells of; the next run goes on from there.
      const isWhole = await runImport(
        {
          database,
          knownRoles: createKnownRoles({ reference, env: process.env, onFailure }),
          audit: async (event) => {
            await tell(event);
            requireTold();
          },
          print: (line) => {
            console.log(line);
            requireTold();
          },
          progress: createProgress(),
          now: () => new Date(),
        },
        request,
      );
      if (!isWhole) process.exitCode = SOME_REFUSED;
    });
  },
  FAILED,
);
