// The long form of broken-connection.test.ts: an answer that is cut off at every one of its bytes, for each call of each store.
import { expect, test } from '@jest/globals';
import { leaveOut, type Break, type Moment } from '@gatehouse/test-support';
import { BREAKABLE_URL } from './breakable.ts';
import { breakEveryCall } from './breaking.ts';

/** A safety net alone: it takes minutes. */
const LIMIT_MS = 1_800_000;

/** What all answers begin with: lengths, ids, flags. */
const HEADER_BYTES = 21;

/** Every byte; of a silence, which has to be waited out each time, every one of the header and some of the rest. */
const momentsOf = (bytes: number, how: Break): readonly Moment[] => {
  const cuts = Array.from({ length: bytes + 1 }, (_, byte) => byte);
  return ['connect', ...cuts.filter((byte) => how !== 'stall' || byte <= HEADER_BYTES || byte % 16 === 0)];
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
