import { expect, test } from '@jest/globals';
import { openDatabase } from '@gatehouse/db';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { importKilled } from './import-killed.ts';

const LINES = 20_000;
const KILLS = 4;

describeOnEachStore(
  'an import that is killed on its way',
  (on) => {
    test('ends complete when it is run again, and the run after that changes nothing', async () => {
      const { runs, again, faults } = await importKilled({ url: on.store.url, lines: LINES, kills: KILLS });
      expect(faults).toEqual([]);
      expect(runs.map(({ wasKilled }) => wasKilled)).toEqual([...Array<boolean>(KILLS).fill(true), false]);
      expect(again.summary).toBe(`${LINES} read: 0 imported, ${LINES} there already, 0 refused`);
      const database = openDatabase(on.store.url);
      expect(await database.values.find('import_open')).toBe('0');
      await database.close();
    });
  },
  async () => ({}),
);
