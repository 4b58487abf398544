import { expect, test } from '@jest/globals';
import { api, route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { ordersApp } from '../testing/orders.ts';
import { workspaceOf } from '../workspace.ts';
import { routesOfContract } from './route-tables.ts';

const text = Type.String();
const base = { summary: 'x', problems: [] } as const;
const orders = api({
  name: 'orders',
  title: 'Orders',
  routes: {
    make: route({
      ...base,
      method: 'POST',
      path: '/orders',
      callers: 'anyone',
      body: closed({ thing: text, note: Type.Optional(text) }),
      answers: { 201: closed({ id: text, thing: text }), 202: null },
    }),
    change: route({
      ...base,
      method: 'PATCH',
      path: '/orders',
      callers: { self: true, roles: ['clerk'], mfa: true },
      body: closed({ thing: Type.Optional(text) }, { minProperties: 1 }),
      answers: { 204: null },
    }),
    prove: route({
      ...base,
      method: 'POST',
      path: '/orders/proof',
      callers: { roles: ['clerk'] },
      body: Type.Union([closed({ code: text }), closed({ credential: text })]),
      answers: { 200: Type.Object({ a: text }, { title: 'Tokens', additionalProperties: false }) },
    }),
  },
});
const workspace = workspaceOf([ordersApp({ api: orders })]);

test('the page of the contract says what is sent and what comes back', () => {
  expect(routesOfContract(workspace).split('\n').slice(2)).toEqual([
    '| `POST /orders` | anyone | `thing`, `note?` | 201, `Location`, `{id, thing}`, or 202 |',
    '| `PATCH /orders` | self, clerk; two factors | any of `thing` | 204 |',
    '| `POST /orders/proof` | clerk | `code`, or `credential` | 200 tokens |',
  ]);
});
