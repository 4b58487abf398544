// The store of a stack by what it asks DynamoDB for, and the variable that chooses a store.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDynamoDbStore } from '../src/stores/dynamodb-order-store.ts';
import { openOrderStore } from '../src/stores/open-order-store.ts';

const order = {
  id: '1',
  customer: 'ada',
  item: 'a lamp',
  quantity: 1,
  placed_at: '2026-01-31T09:30:00.000Z',
};

/** A table that gives this answer to whatever it is asked, and keeps the questions. */
const tableThat = (answer: () => Promise<object>) => {
  const asked: object[] = [];
  const send = async (command: { input: object }) => {
    asked.push(command.input);
    return answer();
  };
  return { asked, store: createDynamoDbStore('orders', { send } as never) };
};

test('an order is found by its customer and its id', async () => {
  const { asked, store } = tableThat(async () => ({ Item: order }));
  assert.deepEqual(await store.find('ada', '1'), order);
  assert.deepEqual(asked, [{ TableName: 'orders', Key: { customer: 'ada', id: '1' } }]);
  assert.equal(await tableThat(async () => ({})).store.find('ada', '2'), null);
});

test('an order is written over no other one', async () => {
  const { asked, store } = tableThat(async () => ({}));
  await store.add(order);
  assert.deepEqual(asked, [
    { TableName: 'orders', Item: order, ConditionExpression: 'attribute_not_exists(id)' },
  ]);
});

test('lists are bounded, and one’s own has the latest first', async () => {
  const { asked, store } = tableThat(async () => ({ Items: [order] }));
  assert.deepEqual([await store.listOf('ada'), await store.listAll()], [[order], [order]]);
  const [own, all] = asked as Record<string, unknown>[];
  assert.deepEqual([own?.['Limit'], own?.['ScanIndexForward'], all?.['Limit']], [100, false, 100]);
});

test('a table that does not answer is a store that is away', async () => {
  const { store } = tableThat(async () => Promise.reject(new Error('ECONNREFUSED')));
  await assert.rejects(store.listOf('ada'), { code: 'store_unavailable' });
});

test('a store that is none stops the start, by the name of its variable', async () => {
  for (const url of [undefined, '', 'dynamodb:', 'postgres://x'])
    await assert.rejects(openOrderStore(url), /^Error: ORDERS_STORE: must be dynamodb:TABLE or sqlite:FILE$/);
});
