import { expect, test } from '@jest/globals';
import { api, route } from '@gatehouse/contract';
import { closed, Id } from '@gatehouse/contract/fields';
import { rowsOf } from './own-table.ts';

const base = { summary: 'x', answers: { 204: null }, problems: [] } as const;

test('each guarded route has a row, and a route for anyone has none', () => {
  const orders = api({
    name: 'orders',
    title: 'Orders',
    routes: {
      all: route({ ...base, method: 'GET', path: '/orders', callers: { roles: ['clerk'], mfa: true } }),
      one: route({
        ...base,
        method: 'GET',
        path: '/orders/{id}',
        callers: { self: 'id' },
        pathParameters: closed({ id: Id }),
      }),
      menu: route({ ...base, method: 'GET', path: '/orders/menu', callers: 'anyone' }),
    },
  });
  expect(rowsOf(orders)).toEqual([
    { verb: 'GET', path: '/orders', roles: ['clerk'], mfa: true },
    { verb: 'GET', path: '/orders/{id}', self: 'id' },
  ]);
});
