// The shape of the access table, in which a team can write files of its own too.
import type { Callers } from '@gatehouse/contract';
import type { Route } from '@gatehouse/policy';

/** One protected route of a REST or HTTP API; `path` is as in the template. */
export interface MethodRow extends Route, Callers {}

/** One protected route of a WebSocket API: `$connect`. */
export interface RouteRow extends Callers {
  readonly routeKey: string;
}

/** One protected route with who may call it. */
export type AccessRow = MethodRow | RouteRow;

/** The files of the table by the first segment of their paths: each file is the whole of one API. */
export type AccessTable = Readonly<Record<string, readonly AccessRow[]>>;
