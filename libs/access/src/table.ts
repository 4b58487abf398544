// The shape of the access table; apart, so that a team can write files of its own.
import type { Route } from '@gatehouse/policy';

/** Who may call: `roles` for anyone's things; `self` for one's own. */
interface Callers {
  readonly roles?: readonly string[];
  /**
   * An account may call for itself: `true` where the token alone says whose things are meant, or the name of the path
   * parameter that has to be the account's own id.
   */
  readonly self?: true | string;
}

/** One protected route of a REST or HTTP API; `path` is as in the template. */
export interface MethodRow extends Route, Callers {}

/** One protected route of a WebSocket API: `$connect`. */
export interface RouteRow extends Callers {
  readonly routeKey: string;
}

export type AccessRow = MethodRow | RouteRow;

/** The files of the table by the first segment of their paths: each file is the whole of one API. */
export type AccessTable = Readonly<Record<string, readonly AccessRow[]>>;
