// Counters in DynamoDB: one item by key, counted by one update while its window lasts. Whether it does is judged by this process's
// clock; what is over is dropped by DynamoDB some day.
import type { Count, CounterStore } from '../ports.ts';
import type { Running } from './connection.ts';
import { keyOf, type Key } from './keys.ts';
import type { Table } from './requests.ts';
import { ttlOf } from './times.ts';
import type { Fields } from './values.ts';

export const createDynamoCounterStore = ({ run }: Running): CounterStore => ({
  add: (key, amount, windowSeconds) =>
    run((table) => add(table, keyOf('counter', key), { amount, windowSeconds })),
  restart: (key, windowSeconds) =>
    run(async (table) => {
      await table.put(windowOf(keyOf('counter', key), { amount: 1, windowSeconds }, Date.now()));
    }),
  find: (key) =>
    run(async (table) => {
      const item = await table.get(keyOf('counter', key));
      const nowMs = Date.now();
      return item !== null && Number(item['endsMs']) > nowMs ? toCount(item, nowMs) : null;
    }),
});

interface Counting {
  readonly amount: number;
  readonly windowSeconds: number;
}

/** Counts in the window that lasts; where none does, begins one, unless another has just done so. */
const add = async (table: Table, key: Key, counting: Counting): Promise<Count> => {
  for (;;) {
    const nowMs = Date.now();
    const lasting = { expression: '#endsMs > :nowMs', values: { nowMs } };
    const change = { expression: 'ADD #count :amount', values: { amount: counting.amount } };
    const counted = await table.update(key, change, lasting);
    if (counted) return toCount(counted, nowMs);
    const begun = windowOf(key, counting, nowMs);
    if (await table.put(begun, over(nowMs))) return toCount(begun, nowMs);
  }
};

const over = (nowMs: number) => ({
  expression: 'attribute_not_exists(#pk) OR #endsMs <= :nowMs',
  values: { nowMs },
});

const windowOf = (key: Key, { amount, windowSeconds }: Counting, nowMs: number): Fields & Key => {
  const endsMs = nowMs + windowSeconds * 1000;
  return { ...key, count: amount, endsMs, ttl: ttlOf(new Date(endsMs)) };
};

const toCount = ({ count, endsMs }: Fields, nowMs: number): Count => ({
  count: Number(count),
  msLeft: Number(endsMs) - nowMs,
});
