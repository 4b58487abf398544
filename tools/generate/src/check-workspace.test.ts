import { describe, expect, test } from '@jest/globals';
import { route } from '@gatehouse/contract';
import type { AuditQuery, ScheduledFunction, Secret } from '@gatehouse/contract/stack';
import { checkWorkspace } from './check-workspace.ts';
import { ordersApi, ordersApp, ordersWorkspace } from './testing/orders.ts';
import { workspaceOf } from './workspace.ts';

test('declarations that fit together are taken', () => {
  expect(() => checkWorkspace(ordersWorkspace())).not.toThrow();
});

const secret = (name: string): Secret => name as Secret;
const query = (name: string): AuditQuery => name as AuditQuery;

const plain = route({
  method: 'GET',
  path: '/orders',
  summary: 'One order',
  callers: { self: true },
  answers: { 204: null },
  problems: [],
});

describe('a stack is refused by name and rule', () => {
  test.each([
    [
      'with a line for a route that is not there',
      { functions: { r1: line(), r2: line() } },
      'apps/orders/stack.ts: the API has no route r2',
    ],
    ['with a route without a line', { functions: {} }, 'the route r1 has no line in functions'],
    [
      'with a function of an unknown role',
      { functions: { r1: line('Other') } },
      'r1: there is no role Other in roles',
    ],
    [
      'with too little memory for a password hash',
      { functions: { r1: { ...line(), hashesPasswords: true, memoryMiB: 512 } as const } },
      'r1: hashesPasswords takes 1024 MiB at least',
    ],
    [
      'with a role that could be named as another resource is',
      { roles: { OrdersRole: { purpose: '', reads: [] }, Logs: { purpose: '', reads: [] } } },
      'Logs: the name of a role must end in Role',
    ],
    [
      'with an unknown variable',
      { variables: ['CORS_ORIGINS', 'DATABSE_URL'] },
      'there is no variable DATABSE_URL in tools/generate/src/template/variables.ts',
    ],
    [
      'with a variable twice',
      { variables: ['CORS_ORIGINS', 'CORS_ORIGINS'] },
      'the variable CORS_ORIGINS stands twice',
    ],
    ['without the origins that its API answers', { variables: [] }, 'variables must list CORS_ORIGINS'],
    [
      'with an unknown secret',
      { roles: { OrdersRole: { purpose: '', reads: [secret('ShoeSize')] } } },
      'OrdersRole: there is no secret ShoeSize',
    ],
    [
      'with a secret whose variable it has not',
      { roles: { OrdersRole: { purpose: '', reads: [secret('DatabaseUrl')] } } },
      'OrdersRole reads DatabaseUrl, so that variables must list DATABASE_URL',
    ],
    [
      'with a reader of the access table whose variable it has not',
      { roles: { OrdersRole: { purpose: '', reads: [], readsAccessTable: true } as const } },
      'OrdersRole reads the access table, so that variables must list ACCESS_TABLE',
    ],
    [
      'with a role that sends mail without the page that links lead to',
      {
        variables: ['CORS_ORIGINS', 'MAIL_URL', 'MAIL_FROM'],
        roles: { OrdersRole: { purpose: '', reads: [], sendsMail: true } as const },
      },
      'OrdersRole sends mail, so that variables must list ACCOUNT_URL',
    ],
    [
      'with a scheduled function by the name of a route',
      { scheduled: { r1: scheduled() } },
      'r1: a route has this name already',
    ],
    [
      'with a schedule that EventBridge does not know',
      { scheduled: { tidy: scheduled({ schedule: 'every minute' }) } },
      'tidy: its schedule must be rate(…) or cron(…)',
    ],
    [
      'with a scheduled function that depends on a variable which the stack has not',
      { scheduled: { tidy: scheduled({ onlyWith: 'MAIL_URL' }) } },
      'tidy: onlyWith names MAIL_URL, so that variables must list it',
    ],
    [
      'with a scheduled function of an unknown role',
      { scheduled: { tidy: scheduled({ role: 'Other' }) } },
      'tidy: there is no role Other in roles',
    ],
    [
      'with a routing priority that is none',
      { routingPriority: 0 },
      'routingPriority must be a whole number from 1 to 1000000',
    ],
    [
      'with an unknown query of audit lines',
      { audit: { queries: [query('Everything')] } },
      'audit: there is no query Everything',
    ],
    [
      'with audit lines and a role by the name of theirs',
      {
        audit: { queries: [] },
        roles: { OrdersRole: { purpose: '', reads: [] }, AuditRole: { purpose: '', reads: [] } },
      },
      'AuditRole must have another name, since the audit log has this one',
    ],
    [
      'with audit lines and a route by the name of their function',
      {
        audit: { queries: [] },
        api: { ...ordersApi(), routes: { audit: plain } },
        functions: { audit: line() },
      },
      'audit must have another name, since the audit log has this one',
    ],
  ])('%s', (_what, changes, message) => {
    expect(() => checkWorkspace(ordersWorkspace(changes))).toThrow(message);
  });
});

function line(role = 'OrdersRole') {
  return { source: 'take/take', role };
}

describe('two apps are refused', () => {
  const other = { ...ordersApp({ routingPriority: 400 }), name: 'shop' };

  test('with one method and path, also where a parameter has another name', () => {
    const declared = ordersApi();
    const path = (name: string) =>
      ({ ...declared, routes: { get: { ...plain, path: `/orders/{${name}}` } } }) as typeof declared;
    const app = (name: string, parameter: string, routingPriority: number) => ({
      ...ordersApp({ api: path(parameter), routingPriority }),
      name,
    });
    expect(() => checkWorkspace(workspaceOf([app('orders', 'id', 1), app('shop', 'order', 2)]))).toThrow(
      'apps/shop/stack.ts: GET /orders/{} is a route of apps/orders/stack.ts already',
    );
  });

  test('with one first segment', () => {
    const empty = { ...other, stack: { ...other.stack, api: { ...ordersApi(), routes: {} }, functions: {} } };
    expect(() => checkWorkspace(workspaceOf([ordersApp(), empty]))).toThrow(
      'apps/shop/stack.ts: the first segment /orders is of apps/orders/stack.ts already',
    );
  });

  test('with one routing priority', () => {
    const shop = { ...ordersApi(), name: 'shop', routes: {} };
    const app = { name: 'shop', stack: { ...ordersApp().stack, api: shop, functions: {} } };
    expect(() => checkWorkspace(workspaceOf([ordersApp(), app]))).toThrow(
      'apps/shop/stack.ts: the routing priority 300 is of apps/orders/stack.ts already',
    );
  });
});

function scheduled(changes: Partial<ScheduledFunction> = {}): ScheduledFunction {
  const line = { source: 'tidy/tidy', role: 'OrdersRole', purpose: 'Tidies.' };
  return { ...line, schedule: 'rate(1 hour)', timeoutSeconds: 30, ...changes };
}
