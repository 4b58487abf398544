// A connection that breaks before, during and after each call of each store, by a proxy before a real engine; at every byte
// of every answer in broken-at-every-byte.test.ts.
import { expect, test } from '@jest/globals';
import { leaveOut, type Break, type Moment } from '@gatehouse/test-support';
import { BREAKABLE_URL } from './breakable.ts';
import { breakEveryCall } from './breaking.ts';

if (BREAKABLE_URL === undefined)
  leaveOut('MongoDB: broken connections', 'MONGODB_TEST_URL names no single engine without credentials');
else
  test('each call answers rightly or is store_unavailable, however its connection breaks, and the database goes on', async () => {
    const momentsOf = (bytes: number, how: Break): readonly Moment[] =>
      how === 'close' ? ['before', 0] : ['before', 'request', 0, bytes - 1, bytes];
    expect(await breakEveryCall(BREAKABLE_URL!, momentsOf)).toEqual([]);
  });
