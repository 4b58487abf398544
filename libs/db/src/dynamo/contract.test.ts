// DynamoDB under the contract, where dynalite is installed; a visible line where it is not.
import { afterAll, beforeAll } from '@jest/globals';
import { leaveOut, startDynalite, whyNoDynalite, type Dynalite } from '@gatehouse/test-support';
import { describeDatabaseContract, describeProcessRaces } from '../contract/index.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { temporaryTable } from './temporary.ts';

const declare = (): void => {
  let engine: Dynalite;
  beforeAll(async () => {
    engine = await startDynalite();
  });
  afterAll(() => engine?.stop());
  const table = async () => ({ url: temporaryTable(engine.endpoint), cleanup: async () => undefined });

  describeDatabaseContract('DynamoDB', async () => {
    const { url, cleanup } = await table();
    // Many at once at one item take turns, which may last on a machine that has other work.
    const open = (): Database => openDatabase(url, { timeoutMs: 30_000 });
    return { database: open(), reopen: open, cleanup };
  });
  describeProcessRaces('DynamoDB', table);
};

const missing = whyNoDynalite();
if (missing === null) declare();
else leaveOut("DynamoDB: the stores' contract", missing);
