// A clock that a test moves: what of the gateway and its functions goes with it.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { startGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { FIXTURES } from './testing/folders.ts';
import { call } from './testing/http.ts';

const HOUR_MS = 3_600_000;

let aheadMs = 0;
let gateway: Gateway;

beforeAll(async () => {
  const appFolders = [join(FIXTURES, 'shop'), join(FIXTURES, 'gate')];
  gateway = await startGateway({
    appFolders,
    localValues: () => ({ GREETING: 'hello' }),
    aheadMs: () => aheadMs,
  });
});
afterAll(() => gateway.stop());

const echoed = async (path: string) => {
  const headers = { authorization: 'Bearer cached.one' };
  const answer = await call(gateway.port, path, { headers });
  return answer.json() as unknown as { event: APIGatewayProxyEvent; times: readonly number[] };
};

test('a function has the moved time, however it asks, from the next call on', async () => {
  for (const byMs of [0, HOUR_MS, 24 * HOUR_MS]) {
    aheadMs += byMs;
    const before = Math.floor(Date.now() / 1000) * 1000 + aheadMs;
    const { times, event } = await echoed('/things/1');
    for (const time of [...times, event.requestContext.requestTimeEpoch]) {
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(Date.now() + aheadMs);
    }
  }
});

test('what an authorizer answered is kept for its time by the moved clock', async () => {
  const callsOf = async () =>
    (await echoed('/things/1')).event.requestContext.authorizer?.['calls'] as string;
  const first = await callsOf();
  expect(await callsOf()).toBe(first);
  aheadMs += HOUR_MS;
  expect(Number(await callsOf())).toBe(Number(first) + 1);
});
