import { GatehouseError } from '@gatehouse/errors';
import { expect, test } from '@jest/globals';
import { sentenceOnStore } from './store-sentence.ts';

const ofSqlite = (errcode: number) =>
  Object.assign(new Error('SQLite'), { code: 'ERR_SQLITE_ERROR', errcode });

test.each([
  [ofSqlite(13), 'the disk of the database file is full (DATABASE_URL)'],
  [ofSqlite(8), 'the database file, or the folder that it is in, may not be written (DATABASE_URL)'],
  [
    ofSqlite(8 | (6 << 8)),
    'the database file, or the folder that it is in, may not be written (DATABASE_URL)',
  ],
  [ofSqlite(5), 'the database does not answer (DATABASE_URL)'],
  [new Error('ECONNREFUSED'), 'the database does not answer (DATABASE_URL)'],
  [undefined, 'the database does not answer (DATABASE_URL)'],
])('%s is told as it can be acted on', (cause, sentence) => {
  expect(sentenceOnStore(new GatehouseError('store_unavailable', { cause }))).toBe(sentence);
});
