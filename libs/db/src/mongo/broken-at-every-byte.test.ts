// The long form of broken-connection.test.ts: an answer that is cut off at each byte of its header and at every sixteenth of the
// rest, for each call of each store; with EVERY_BYTE=1, as each night, at every one.
import { expect, test } from '@jest/globals';
import { leaveOut, type Break, type Moment } from '@gatehouse/test-support';
import { BREAKABLE_URL } from './breakable.ts';
import { breakEveryCall } from './breaking.ts';

/** A safety net alone: it takes minutes. */
const LIMIT_MS = 1_800_000;

/** What all answers begin with: lengths, ids, flags. */
const HEADER_BYTES = 21;

const isEveryByte = process.env['EVERY_BYTE'] === '1';

/** A silence has to be waited out each time, and so comes at some bytes alone. */
const momentsOf = (bytes: number, how: Break): readonly Moment[] => {
  const cuts = Array.from({ length: bytes + 1 }, (_, byte) => byte);
  const isWhole = isEveryByte && how !== 'stall';
  return ['connect', ...cuts.filter((byte) => isWhole || byte <= HEADER_BYTES || byte % 16 === 0)];
};

if (BREAKABLE_URL === undefined)
  leaveOut(
    'MongoDB: answers cut off at every byte',
    'MONGODB_TEST_URL names no single engine without credentials',
  );
else
  test(
    'each call answers rightly or is store_unavailable, wherever its answer is cut off',
    async () => {
      expect(await breakEveryCall(BREAKABLE_URL!, momentsOf)).toEqual([]);
    },
    LIMIT_MS,
  );
