// The face of @gatehouse/access: Gatehouse's own table, and the way from any table to a policy.
import { auth } from './auth.ts';
import type { AccessTable } from './table.ts';
import { users } from './users.ts';
import { websocket } from './websocket.ts';

/** Gatehouse's own APIs, and who may connect to a WebSocket API. */
export const accessTable: AccessTable = { auth, users, $connect: websocket };

export { policyFor, type Caller } from './policy-for.ts';
export type { AccessRow, AccessTable, MethodRow, RouteRow } from './table.ts';
