// MongoDB under the contract, where an engine is given; a visible line where none is.
import { test } from '@jest/globals';
import { describeDatabaseContract, describeProcessRaces } from '../contract/index.ts';
import { openDatabase } from '../open.ts';
import { TEST_URL, reportSkipped, temporaryDatabase } from './temporary.ts';

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

const skip = (): void => {
  reportSkipped("MongoDB: the stores' contract", 'MONGODB_TEST_URL is not set');
  test.skip('MongoDB: the contract needs an engine in MONGODB_TEST_URL', () => undefined);
};

if (TEST_URL === undefined) skip();
else declare(TEST_URL);
