// The routes over a store in memory, called as Lambda calls them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiEvent, lambdaContext, type TestRequest } from '@gatehouse/http/testing';
import { ordersHandlers } from '../src/orders-handlers.ts';
import { openSqlite } from '../src/stores/sqlite-order-store.ts';

type Handlers = ReturnType<typeof ordersHandlers>;

/** Calls routes of a service that is empty at first, each call a second after the one before; answers with the body parsed. */
const service = () => {
  let seconds = 0;
  const now = () => new Date(1000 * ++seconds);
  const handlers = ordersHandlers({ store: openSqlite(':memory:'), now });
  return async (name: keyof Handlers, request: TestRequest) => {
    const { statusCode, headers, body } = await handlers[name](apiEvent(request), lambdaContext());
    return { statusCode, headers: headers ?? {}, body: JSON.parse(body) };
  };
};

const ada = { sub: 'ada' };
const eve = { sub: 'eve' };
const clerk = { sub: 'carol', roles: ['user', 'clerk'] };
const wish = { item: 'a lamp', quantity: 2 };

test('a customer places orders, and sees the latest first', async () => {
  const call = service();
  const first = await call('placeOrder', { principal: ada, body: wish });
  assert.equal(first.statusCode, 201);
  assert.equal(first.headers['location'], `/orders/${first.body.id}`);
  assert.partialDeepStrictEqual(first.body, { customer: 'ada', ...wish });
  const second = await call('placeOrder', { principal: ada, body: wish });
  const list = await call('listOrders', { principal: ada });
  assert.deepEqual(list.body.items, [second.body, first.body]);
  const found = await call('getOrder', { principal: ada, pathParameters: { id: first.body.id } });
  assert.deepEqual(found.body, first.body);
});

test('nobody sees another’s order, not even that it is there', async () => {
  const call = service();
  const { body } = await call('placeOrder', { principal: ada, body: wish });
  assert.deepEqual((await call('listOrders', { principal: eve })).body.items, []);
  const others = await call('getOrder', { principal: eve, pathParameters: { id: body.id } });
  const none = await call('getOrder', { principal: eve, pathParameters: { id: 'none' } });
  assert.equal(others.statusCode, 404);
  assert.deepEqual(others, none);
});

test('a clerk sees everyone’s orders, and nobody else does', async () => {
  const call = service();
  for (const principal of [ada, eve]) await call('placeOrder', { principal, body: wish });
  const all = await call('listAllOrders', { principal: clerk });
  assert.equal(all.body.items.length, 2);
  const refused = await call('listAllOrders', { principal: ada });
  assert.deepEqual([refused.statusCode, refused.body.code], [403, 'forbidden']);
  assert.equal(refused.headers['content-type'], 'application/problem+json');
});

for (const name of ['placeOrder', 'listOrders', 'getOrder', 'listAllOrders'] as const)
  test(`${name} refuses a caller whom nobody vouches for, and one whose token has ended`, async () => {
    for (const request of [{}, { principal: { ...clerk, exp: 1 } }]) {
      const { statusCode, body } = await service()(name, { body: wish, ...request });
      assert.deepEqual([statusCode, body.code], [401, 'unauthorized']);
    }
  });

const faults: [body: unknown, pointers: string[]][] = [
  [{}, ['/item', '/quantity']],
  [{ item: ' ', quantity: 1.5 }, ['/item', '/quantity']],
  [{ ...wish, 'a/b': 1 }, ['/a~1b']],
  [{ ...wish, quantity: 100 }, ['/quantity']],
  [[], ['']],
];
for (const [body, pointers] of faults)
  test(`an order that says ${JSON.stringify(body)} is refused with every member at fault`, async () => {
    const answer = await service()('placeOrder', { principal: ada, body });
    assert.deepEqual([answer.statusCode, answer.body.code], [400, 'validation_failed']);
    assert.deepEqual(
      answer.body.errors.map(({ pointer }: { pointer: string }) => pointer),
      pointers,
    );
  });

test('a body that is no JSON is refused', async () => {
  const { statusCode, body } = await service()('placeOrder', { principal: ada, body: '{"item"' });
  assert.deepEqual([statusCode, body.code], [400, 'malformed_body']);
});
