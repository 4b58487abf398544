// Every route of the gateway under requests of every kind; `npm run fuzz` sends many more of them.
import { expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { packaged } from '../gateway-process.ts';
import { growthOf } from './growth.ts';
import { runFuzz } from './run-fuzz.ts';

if (packaged)
  leaveOut(
    'fuzzing of the zips',
    'each of their functions has processes that come and go, and memory with them',
  );
else
  test('2,000 requests get answers that the document tells of, none of them a 5xx, and no memory grows', async () => {
    const { requests, failure, memory } = await runFuzz({ requests: 2_000, seed: 1 });
    expect(failure).toBeUndefined();
    expect(growthOf(memory)).toBeUndefined();
    expect(requests).toBe(2_000);
  }, 600_000);
