// The file of an import that is killed: lines that differ in all that a line can say.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { AccountLine } from '@gatehouse/accounts/import';

const START_MS = Date.parse('2020-01-01T00:00:00.000Z');

/** The line of a number: some have an id of their own, one in ten has no hash. */
export const sampleLine = (index: number): AccountLine => ({
  email: `person-${index}@example.com`,
  first_name: `Ada ${index % 977}`,
  last_name: 'Lovelace',
  email_verified: index % 2 === 0,
  created_at: new Date(START_MS + index * 1000).toISOString(),
  ...(index % 3 === 0 && { id: `person-${index}` }),
  ...(hasHash(index) && { password_hash: `$2b$10$${String(index).padStart(22, 'a')}${'z'.repeat(31)}` }),
});

/** Whether the line of a number has a hash, which is bcrypt's. */
export const hasHash = (index: number): boolean => index % 10 !== 9;

/** Writes so many lines. */
export const writeSampleFile = async (path: string, lines: number): Promise<void> => {
  await pipeline(chunks(lines), createWriteStream(path));
};

const LINES_AT_ONCE = 1000;

function* chunks(lines: number): Generator<string> {
  for (let from = 0; from < lines; from += LINES_AT_ONCE) {
    const indexes = Array.from({ length: Math.min(LINES_AT_ONCE, lines - from) }, (_, index) => from + index);
    yield indexes.map((index) => `${JSON.stringify(sampleLine(index))}\n`).join('');
  }
}
