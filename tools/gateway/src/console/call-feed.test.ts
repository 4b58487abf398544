import { expect, test } from '@jest/globals';
import type { SeenCall } from '../seen-call.ts';
import { CallFeed } from './call-feed.ts';

const call = (status: number) => ({ status }) as SeenCall;
const numbersAfter = async (feed: CallFeed, number: number) =>
  (await feed.after(number, 0))?.map((one) => one.number);

test('a page gets the calls that came after the one it knows', async () => {
  const feed = new CallFeed();
  for (const status of [200, 401, 403]) feed.add(call(status));
  expect((await feed.after(1))?.map(({ number, status }) => [number, status])).toEqual([
    [2, 401],
    [3, 403],
  ]);
  expect(await numbersAfter(feed, 3)).toEqual([]);
});

test('a page that knows them all waits for the next', async () => {
  const feed = new CallFeed();
  const waiting = [feed.after(0, 60_000), feed.after(0, 60_000)];
  feed.add(call(200));
  for (const one of waiting) expect((await one)?.map(({ number }) => number)).toEqual([1]);
});

test('nobody waits for a feed that is stopped', async () => {
  const feed = new CallFeed();
  const waiting = feed.after(0, 60_000);
  feed.stop();
  expect(await waiting).toBeNull();
  expect(await feed.after(0, 60_000)).toBeNull();
});

test('a number of an earlier start begins anew', async () => {
  const feed = new CallFeed();
  feed.add(call(200));
  expect(await numbersAfter(feed, 4711)).toEqual([1]);
});

test('the last hundred are kept', async () => {
  const feed = new CallFeed();
  for (let count = 0; count < 120; count += 1) feed.add(call(200));
  const numbers = await numbersAfter(feed, 0);
  expect([numbers?.length, numbers?.[0], numbers?.at(-1)]).toEqual([100, 21, 120]);
});
