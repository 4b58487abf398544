// SQLite under the contract, always: it needs nothing but a temporary folder.
import { describeDatabaseContract, describeProcessRaces } from '../contract/index.ts';
import { openDatabase } from '../open.ts';
import { temporaryFile } from './temporary.ts';

describeDatabaseContract('SQLite', async () => {
  const { url, remove } = await temporaryFile();
  return { database: openDatabase(url), reopen: () => openDatabase(url), cleanup: remove };
});

describeProcessRaces('SQLite', async () => {
  const { url, remove } = await temporaryFile();
  return { url, cleanup: remove };
});
