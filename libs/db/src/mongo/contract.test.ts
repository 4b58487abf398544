// MongoDB under the contract, where an engine is given; a visible line where none is.
import { leaveOut } from '@gatehouse/test-support';
import { describeDatabaseContract, describeProcessRaces } from '../contract/index.ts';
import { openDatabase } from '../open.ts';
import { TEST_URL, temporaryDatabase } from './temporary.ts';

const declare = (engineUrl: string): void => {
  describeDatabaseContract('MongoDB', async () => {
    const { url, remove } = temporaryDatabase(engineUrl);
    return { database: openDatabase(url), reopen: () => openDatabase(url), cleanup: remove };
  });
  describeProcessRaces('MongoDB', async () => {
    const { url, remove } = temporaryDatabase(engineUrl);
    return { url, cleanup: remove };
  });
};

if (TEST_URL === undefined) leaveOut("MongoDB: the stores' contract", 'MONGODB_TEST_URL is not set');
else declare(TEST_URL);
