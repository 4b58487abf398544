// Who may call the auth API. A new route's row ships with the authorizer first, then the route.
import type { AccessRow } from './table.ts';

export const auth: readonly AccessRow[] = [
  { verb: 'POST', path: '/auth/logout-all', self: true },
  { verb: 'POST', path: '/auth/password', self: true },
  { verb: 'GET', path: '/auth/sessions', self: true },
  { verb: 'DELETE', path: '/auth/sessions/{id}', self: true },
];
