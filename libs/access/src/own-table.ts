// Gatehouse's own access table: a file per API.
import { auth } from './auth.ts';
import type { AccessTable } from './table.ts';
import { users } from './users.ts';
import { websocket } from './websocket.ts';

/** Gatehouse's own APIs, and who may connect to a WebSocket API. */
export const accessTable: AccessTable = { auth, users, $connect: websocket };
