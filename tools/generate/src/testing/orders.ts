// An invented app, for tests of what is derived from one: as many routes as a test asks for.
import { api, route, type Api, type RoutesByName } from '@gatehouse/contract';
import type { ApiStack, StackFunction } from '@gatehouse/contract/stack';
import { workspaceOf, type ApiApp, type Workspace } from '../workspace.ts';

const open = route({
  method: 'GET',
  path: '/orders/open',
  summary: 'The orders that wait',
  callers: 'anyone',
  answers: { 204: null },
  problems: [],
});

/** The API `orders` with this many routes: `r1` at `/orders/r1`, and so on. */
export const ordersApi = (count = 1): Api =>
  api({
    name: 'orders',
    title: 'Orders',
    routes: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `r${index + 1}`,
        { ...open, path: `/orders/r${index + 1}` },
      ]),
    ),
  });

/** Its app; `changes` stand in place of its own members. */
export const ordersApp = (changes: Partial<ApiStack<RoutesByName>> = {}): ApiApp => {
  const declared = changes.api ?? ordersApi();
  const lines = Object.keys(declared.routes).map((name) => [name, LINE] as const);
  return {
    name: 'orders',
    stack: {
      api: declared,
      description: 'Orders.',
      routingPriority: 300,
      variables: ['CORS_ORIGINS', 'LOG_LEVEL'],
      roles: { OrdersRole: { purpose: 'Takes orders.', reads: [] } },
      functions: Object.fromEntries(lines),
      ...changes,
    },
  };
};

const LINE: StackFunction = { source: 'take/take', role: 'OrdersRole' };

export const ordersWorkspace = (changes: Partial<ApiStack<RoutesByName>> = {}): Workspace =>
  workspaceOf([ordersApp(changes)]);
