// Who may open a WebSocket connection: every account, since a connection by itself says only who is there.
import type { AccessRow } from './table.ts';

export const websocket: readonly AccessRow[] = [{ routeKey: '$connect', self: true }];
