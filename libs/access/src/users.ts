// Who may call the users API. A new route's row ships with the authorizer first, then the route.
import type { AccessRow } from './table.ts';

export const users: readonly AccessRow[] = [
  { verb: 'GET', path: '/users', roles: ['admin'] },
  { verb: 'GET', path: '/users/me', self: true },
  { verb: 'GET', path: '/users/{id}', roles: ['admin'], self: 'id' },
  { verb: 'PATCH', path: '/users/{id}', roles: ['admin'], self: 'id' },
  { verb: 'DELETE', path: '/users/{id}', roles: ['admin'], self: 'id' },
];
