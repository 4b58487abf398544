// Reads a team's own access table from JSON, and holds it to every rule before anything is decided by it.
import { ROLE } from '@gatehouse/contract/callers';
import { isJsonObject, parseStrictJson } from '@gatehouse/jwt/strict-json';
import { isHttpVerb } from '@gatehouse/policy';
import { findPolicyFault } from './find-policy-fault.ts';
import type { AccessRow, AccessTable } from './table.ts';

/**
 * A table that cannot be used. The message names the file, the row and the rule.
 * @example
 * try {
 *   await parseAccessTable('{"orders":[{"verb":"GET","path":"/other"}]}');
 * } catch (error) {
 *   if (error instanceof AccessTableError) console.error(error.message); // names orders[0] and the rule
 * }
 */
export class AccessTableError extends Error {
  override readonly name = 'AccessTableError';
  readonly code = 'access_table_refused';
}

/**
 * A table of `{ file: [row, …] }`, in JSON that names no member twice. Each row is of its file by its path's first segment
 * (`$connect` rows of the file `$connect`), each route stands once, every row can be called by somebody, and the policies
 * that come of it fit into an answer: of all roles together, of each alone, and of none.
 * Throws `AccessTableError`.
 * @example
 * const table = await parseAccessTable(
 *   '{"orders":[{"verb":"GET","path":"/orders","roles":["clerk"]}]}',
 * );
 */
export const parseAccessTable = async (json: string): Promise<AccessTable> => {
  const table = readJson(json);
  if (!isJsonObject(table)) throw new AccessTableError('the table must be an object of files');
  for (const [file, rows] of Object.entries(table)) {
    if (!Array.isArray(rows)) throw new AccessTableError(`${file}: must be a list of rows`);
    rows.forEach((row: unknown, index) => checkRow(row, file, `${file}[${index}]`));
    await checkTogether(file, rows as AccessRow[]);
  }
  return table as AccessTable;
};

const MEMBERS: ReadonlySet<string> = new Set(['verb', 'path', 'routeKey', 'roles', 'self', 'mfa']);

const checkRow = (row: unknown, file: string, at: string): void => {
  const refuse = (rule: string): never => {
    throw new AccessTableError(`${at}: ${rule}`);
  };
  if (!isJsonObject(row) || !Object.keys(row).every((name) => MEMBERS.has(name))) {
    return refuse('must have verb and path (or routeKey), roles, self and mfa, and nothing else');
  }
  const { verb, path, routeKey, roles = [], self, mfa } = row;
  const isMethod = isHttpVerb(verb) && typeof path === 'string' && routeKey === undefined;
  const isRoute = typeof routeKey === 'string' && verb === undefined && path === undefined;
  if (!isMethod && !isRoute) refuse('must have a verb and a path, or a routeKey');
  if (isMethod && path.split('/')[1] !== file) refuse('its path must start with the name of the file');
  if (isRoute && routeKey !== file) refuse('its routeKey must be the name of the file');
  if (!isRoles(roles))
    return refuse('roles must be a list of names of lower-case letters, digits and _ . : -');
  if (mfa !== undefined && mfa !== true) refuse('mfa must be true, or not there');
  if (self === undefined && roles.length === 0) refuse('nobody may call it: it needs roles or self');
  const isParameter = isMethod && typeof self === 'string' && path.split('/').includes(`{${self}}`);
  if (self !== undefined && self !== true && !isParameter)
    refuse('self must be true or a parameter of the path');
};

const checkTogether = async (file: string, rows: readonly AccessRow[]): Promise<void> => {
  const routes = rows.map((row) => ('path' in row ? `${row.verb} ${shapeOf(row.path)}` : row.routeKey));
  if (new Set(routes).size < routes.length) throw new AccessTableError(`${file}: a route stands twice`);
  const fault = await findPolicyFault(file, rows);
  if (fault !== undefined) throw new AccessTableError(`${file}: ${fault.rule}`, { cause: fault.cause });
};

/** Paths that differ by the names of their parameters alone are one path to API Gateway. */
const shapeOf = (path: string): string => path.replaceAll(/\{[^}+]*(\+?)\}/g, '{$1}');

const readJson = (json: string): unknown => {
  try {
    return parseStrictJson(json);
  } catch (error) {
    // Its message is a rule, and nothing of the text.
    throw new AccessTableError(`the table ${(error as SyntaxError).message}`);
  }
};

const isRoles = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((role) => typeof role === 'string' && ROLE.test(role));
