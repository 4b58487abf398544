// The calls that two tables are compared by: every route of either, with paths that stand for all others.
import type { AccessRow, AccessTable, MethodRow } from '@gatehouse/access';

/** The account that calls. */
export const CALLER = 'caller-of-the-comparison';
const ANOTHER = 'another-account-or-thing';

/** One call. `route` is the row's, for the reader: a verb and a path, or a route key. */
export interface Call {
  readonly route: string;
  /** As an ARN has it: `GET/orders/7`, `$connect`. */
  readonly method: string;
}

/** The calls of one route: of whatever a path's parameters name, and of what is the caller's own by some row. */
export interface RouteCalls {
  readonly anyones: Call;
  readonly own: readonly Call[];
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'];

/** The routes of one file in either table, each once: in the words of the newer one, where it is in both. */
export const callsOf = (file: string, older: AccessTable, newer: AccessTable): readonly RouteCalls[] => {
  const rows = [...rowsOf(older, file), ...rowsOf(newer, file)];
  const byRoute = Map.groupBy(rows.flatMap(everyVerb), ({ key }) => key);
  return [...byRoute.values()].map((same) => callsOfRoute(same));
};

/** The rows of one API; none for one that the table does not know. */
export const rowsOf = (table: AccessTable, file: string): readonly AccessRow[] =>
  Object.hasOwn(table, file) ? (table[file] ?? []) : [];

interface RouteOfRow {
  readonly key: string;
  readonly verb: string;
  readonly row: AccessRow;
}

/** `/orders/{id}` and `/orders/{customer}` are one route. */
const everyVerb = (row: AccessRow): readonly RouteOfRow[] => {
  if (!('path' in row)) return [{ key: row.routeKey, verb: '', row }];
  const verbs = row.verb === '*' ? VERBS : [row.verb];
  return verbs.map((verb) => ({ key: `${verb} ${shapeOf(row.path)}`, verb, row }));
};

const callsOfRoute = (same: readonly RouteOfRow[]): RouteCalls => {
  const { row, verb } = same.at(-1)!;
  if (!('path' in row)) return { anyones: { route: row.routeKey, method: row.routeKey }, own: [] };
  const callOf = (own?: number): Call => ({
    route: `${verb} ${row.path}`,
    method: `${verb}${concrete(row.path, own)}`,
  });
  const places = new Set(same.flatMap(({ row: each }) => ('path' in each ? ownPlace(each) : [])));
  return { anyones: callOf(), own: [...places].map(callOf) };
};

/** The segment of a path that has to be the account's own id. */
const ownPlace = ({ path, self }: MethodRow): readonly number[] =>
  typeof self === 'string' ? [path.split('/').indexOf(`{${self}}`)] : [];

const concrete = (path: string, own: number | undefined): string =>
  path
    .split('/')
    .map((segment, place) => (!isParameter(segment) ? segment : place === own ? CALLER : ANOTHER))
    .join('/');

/** A path with its parameters' names left out. */
export const shapeOf = (path: string): string => path.replaceAll(/\{[^}+]*/g, '{');

/** The parameters of a template as a concrete path of its shape has them. */
export const parametersOf = (template: string, path: string): Readonly<Record<string, string>> => {
  const segments = path.split('/');
  return Object.fromEntries(
    template
      .split('/')
      .flatMap((segment, place) =>
        isParameter(segment) ? [[segment.slice(1, -1).replace('+', ''), segments[place] ?? '']] : [],
      ),
  );
};

const isParameter = (segment: string): boolean => segment.startsWith('{');
