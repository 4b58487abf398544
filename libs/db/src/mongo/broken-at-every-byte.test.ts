// The long form of broken-connection.test.ts: an answer that is cut off at every one of its bytes, for each call of each store.
import { expect, test } from '@jest/globals';
import { leaveOut, type Moment } from '@gatehouse/testing';
import { BREAKABLE_URL } from './breakable.ts';
import { breakEveryCall } from './breaking.ts';

/** A safety net alone: it takes minutes. */
const LIMIT_MS = 1_800_000;

if (BREAKABLE_URL === undefined)
  leaveOut(
    'MongoDB: answers cut off at every byte',
    'MONGODB_TEST_URL names no single engine without credentials',
  );
else
  test(
    'each call answers rightly or is store_unavailable, wherever its answer is cut off',
    async () => {
      const everyByte = (bytes: number): Moment[] => Array.from({ length: bytes + 1 }, (_, byte) => byte);
      const momentsOf = (bytes: number) => ['connect', ...everyByte(bytes)] as const;
      expect(await breakEveryCall(BREAKABLE_URL!, momentsOf)).toEqual([]);
    },
    LIMIT_MS,
  );
