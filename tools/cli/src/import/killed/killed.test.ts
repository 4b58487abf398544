import { expect, test } from '@jest/globals';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { importKilled } from './import-killed.ts';

/** The engine that speaks DynamoDB here takes some hundred writes a second. */
const linesFor = (url: string): number => (url.startsWith('dynamodb:') ? 2_000 : 20_000);
const KILLS = 4;

describeOnEachStore(
  'an import that is killed on its way',
  (on) => {
    test('ends complete when it is run again, and the run after that changes nothing', async () => {
      const { url, database } = on.store;
      const lines = linesFor(url);
      const { runs, again, faults } = await importKilled({ url, lines, kills: KILLS });
      expect(faults).toEqual([]);
      expect(runs.map(({ wasKilled }) => wasKilled)).toEqual([...Array<boolean>(KILLS).fill(true), false]);
      expect(again.summary).toBe(`${lines} read: 0 imported, ${lines} there already, 0 refused`);
      expect(await database.values.find('import_open')).toBe('0');
    });
  },
  async () => ({}),
);
