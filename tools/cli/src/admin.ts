// npm run admin -- COMMAND EMAIL: what an operator does to an account.
import { createKnownRoles } from '@gatehouse/accounts/acts';
import { accessVariables, readEnvironment } from '@gatehouse/config';
import { operatorAudit } from './admin/operator-audit.ts';
import { operatorMails } from './admin/operator-mails.ts';
import { readRequest } from './admin/read-request.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const knownRoles = () =>
  createKnownRoles({
    reference: readEnvironment(process.env, accessVariables).ACCESS_TABLE,
    env: process.env,
    onFailure: ({ message }) => console.error(message),
  })();

await runCommand('npm run admin', async (args) => {
  const { command, asked } = readRequest(args);
  await withDatabase(async (database) => {
    const audit = operatorAudit(database, process.env, console.error);
    const mails = operatorMails(database, process.env);
    const deps = { ...database, audit, mailRows: mails, knownRoles, now: () => new Date() };
    for (const line of await command.run(deps, asked)) console.log(line);
  });
});
