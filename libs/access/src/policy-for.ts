// From the table to a policy: everything that a caller may do on one API, so that a cached answer is right for every route.
import {
  AuthPolicy,
  compactGrants,
  parseMethodArn,
  type CompactedGrants,
  type MethodArn,
} from '@gatehouse/policy';
import type { AccessRow, AccessTable, MethodRow } from './table.ts';

/** The account that a verified token names, with the roles it names. */
export interface Caller {
  readonly subject: string;
  readonly roles: readonly string[];
}

/**
 * The policy of a caller for the API that `methodArn` belongs to, ready to `build`. A caller without any right on it, and
 * an API that is not in the table, get a denial of everything. Throws `PolicyError` when an ARN or a row is malformed.
 */
export const policyFor = (table: AccessTable, caller: Caller, methodArn: string): AuthPolicy => {
  const arn = parseMethodArn(methodArn);
  const policy = AuthPolicy.forMethodArn(caller.subject, methodArn);
  const file = fileOf(arn);
  const rows = Object.hasOwn(table, file) ? (table[file] ?? []) : [];
  return arn.routeKey === undefined ? allowMethods(policy, rows, caller) : allowRoutes(policy, rows, caller);
};

/** `/users/42` is of the file `users`, `$connect` of the file `$connect`. */
const fileOf = ({ routeKey, path }: MethodArn): string => routeKey ?? path.split('/')[1] ?? '';

const allowMethods = (
  policy: AuthPolicy,
  rows: readonly AccessRow[],
  { subject, roles }: Caller,
): AuthPolicy => {
  const { allow, deny } = grantsOf(rows, roles);
  if (allow.length === 0) return policy.denyAllMethods();
  const pathOf = (path: string): string => path.replaceAll(SELF, subject);
  for (const { verb, path } of allow) policy.allowMethod(verb, pathOf(path));
  for (const { verb, path } of deny) policy.denyMethod(verb, pathOf(path));
  return policy;
};

/** Stands for the caller's own id while grants are compiled; no template has such a segment. */
const SELF = '~self~';

/** What a set of roles may call differs between callers only by their ids, so it is compiled once per file and set. */
const compiled = new WeakMap<readonly AccessRow[], Map<string, CompactedGrants>>();

const grantsOf = (rows: readonly AccessRow[], roles: readonly string[]): CompactedGrants => {
  const ofRows = compiled.get(rows) ?? new Map<string, CompactedGrants>();
  compiled.set(rows, ofRows);
  const held = rolesOf(rows).filter((role) => roles.includes(role));
  const grants = ofRows.get(held.join()) ?? compile(rows, held);
  ofRows.set(held.join(), grants);
  return grants;
};

/** The roles that the file knows; others grant nothing, and are no reason to compile again. */
const rolesOf = (rows: readonly AccessRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ roles = [] }) => roles)),
];

const compile = (rows: readonly AccessRow[], roles: readonly string[]): CompactedGrants => {
  const methods = rows.filter((row) => 'path' in row);
  const granted = methods.filter((row) => row.self !== undefined || isOfRole(row, roles));
  return compactGrants(
    granted.map((row) => ({ ...row, params: boundOf(row, roles) })),
    methods,
  );
};

/** A row for oneself alone is granted for one value of its parameter. */
const boundOf = (row: MethodRow, roles: readonly string[]): Readonly<Record<string, string>> =>
  typeof row.self !== 'string' || isOfRole(row, roles) ? {} : { [row.self]: SELF };

const allowRoutes = (policy: AuthPolicy, rows: readonly AccessRow[], { roles }: Caller): AuthPolicy => {
  const routes = rows.filter((row) => 'routeKey' in row);
  const allowed = routes.filter((row) => row.self === true || isOfRole(row, roles));
  if (allowed.length === 0) return policy.denyRoute('*');
  return allowed.reduce((built, { routeKey }) => built.allowRoute(routeKey), policy);
};

const isOfRole = ({ roles: may = [] }: AccessRow, held: readonly string[]): boolean =>
  may.some((role) => held.includes(role));
