// Reads a team's own access table from JSON, and holds it to every rule before anything is decided by it.
import { isHttpVerb } from '@gatehouse/policy';
import { compile, rolesOf } from './grants.ts';
import type { AccessRow, AccessTable } from './table.ts';

/** A table that cannot be used. The message names the file, the row and the rule. */
export class AccessTableError extends Error {
  override readonly name = 'AccessTableError';
  readonly code = 'access_table_refused';
}

/**
 * A table of `{ file: [row, …] }`. Each row is of its file by its path's first segment (`$connect` rows of the file
 * `$connect`), each route stands once, every row can be called by somebody, and the whole compiles.
 * Throws `AccessTableError`.
 */
export const parseAccessTable = async (json: string): Promise<AccessTable> => {
  const table = readJson(json);
  if (!isRecord(table)) throw new AccessTableError('the table must be an object of files');
  for (const [file, rows] of Object.entries(table)) {
    if (!Array.isArray(rows)) throw new AccessTableError(`${file}: must be a list of rows`);
    rows.forEach((row: unknown, index) => checkRow(row, file, `${file}[${index}]`));
    await checkTogether(rows as AccessRow[], file);
  }
  return table as AccessTable;
};

const MEMBERS: ReadonlySet<string> = new Set(['verb', 'path', 'routeKey', 'roles', 'self']);

const checkRow = (row: unknown, file: string, at: string): void => {
  const refuse = (rule: string): never => {
    throw new AccessTableError(`${at}: ${rule}`);
  };
  if (!isRecord(row) || !Object.keys(row).every((name) => MEMBERS.has(name))) {
    return refuse('must have verb and path (or routeKey), roles and self, and nothing else');
  }
  const { verb, path, routeKey, roles = [], self } = row;
  const isMethod = isHttpVerb(verb) && typeof path === 'string' && routeKey === undefined;
  const isRoute = typeof routeKey === 'string' && verb === undefined && path === undefined;
  if (!isMethod && !isRoute) refuse('must have a verb and a path, or a routeKey');
  if (isMethod && path.split('/')[1] !== file) refuse('its path must start with the name of the file');
  if (isRoute && routeKey !== file) refuse('its routeKey must be the name of the file');
  if (!isRoles(roles)) return refuse('roles must be a list of names');
  if (self === undefined && roles.length === 0) refuse('nobody may call it: it needs roles or self');
  const isParameter = isMethod && typeof self === 'string' && path.split('/').includes(`{${self}}`);
  if (self !== undefined && self !== true && !isParameter)
    refuse('self must be true or a parameter of the path');
};

const checkTogether = async (rows: readonly AccessRow[], file: string): Promise<void> => {
  const routes = rows.map((row) => ('path' in row ? `${row.verb} ${row.path}` : row.routeKey));
  if (new Set(routes).size < routes.length) throw new AccessTableError(`${file}: a route stands twice`);
  try {
    await compile(rows, []);
    await compile(rows, rolesOf(rows));
  } catch (cause) {
    throw new AccessTableError(`${file}: its rows cannot be compiled`, { cause });
  }
};

const readJson = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new AccessTableError('the table must be JSON');
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRoles = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((role) => typeof role === 'string' && /^[\w-]+$/.test(role));
