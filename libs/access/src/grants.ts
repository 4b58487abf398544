// What a set of roles may call on an API, compiled once: callers of the same roles differ by their own ids alone.
import type { CompactedGrants } from '@gatehouse/policy';
import { precompiled } from './precompiled.ts';
import { accessTable } from './own-table.ts';
import type { AccessRow, MethodRow } from './table.ts';

/** Stands for the caller's own id while grants are compiled; no template has such a segment. */
export const SELF = '~self~';

/** The grants of `roles` on the API with these rows. Throws `PolicyError` for rows that cannot be compiled. */
export const grantsOf = (rows: readonly AccessRow[], roles: readonly string[]): Promise<CompactedGrants> => {
  const ofRows = compiled.get(rows) ?? new Map<string, Promise<CompactedGrants>>();
  compiled.set(rows, ofRows);
  const held = rolesOf(rows).filter((role) => roles.includes(role));
  const grants = ofRows.get(held.join()) ?? find(rows, held);
  ofRows.set(held.join(), grants);
  return grants;
};

/** The roles that the rows know; others grant nothing, and are no reason to compile again. */
export const rolesOf = (rows: readonly AccessRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ roles = [] }) => roles)),
];

/** Whether one of the row's roles is held. */
export const isOfRole = ({ roles: may = [] }: AccessRow, held: readonly string[]): boolean =>
  may.some((role) => held.includes(role));

/** Compiles what `roles` may call, by way of the compiler, which only this function loads. */
export const compile = async (
  rows: readonly AccessRow[],
  roles: readonly string[],
): Promise<CompactedGrants> => {
  const { compactGrants } = await import('@gatehouse/policy/compact-grants');
  const methods = rows.filter((row) => 'path' in row);
  const granted = methods.filter((row) => row.self !== undefined || isOfRole(row, roles));
  const grants = granted.map((row) => ({ ...row, params: boundOf(row, roles) }));
  return compactGrants(grants, methods);
};

const compiled = new WeakMap<readonly AccessRow[], Map<string, Promise<CompactedGrants>>>();

/** Of Gatehouse's own table a build has compiled everything; another table is compiled here. */
const find = async (rows: readonly AccessRow[], roles: readonly string[]): Promise<CompactedGrants> => {
  const file = Object.keys(accessTable).find((name) => accessTable[name] === rows) ?? '';
  return precompiled[file]?.[roles.join()] ?? compile(rows, roles);
};

/** A row for oneself alone is granted for one value of its parameter. */
const boundOf = (row: MethodRow, roles: readonly string[]): Readonly<Record<string, string>> =>
  typeof row.self !== 'string' || isOfRole(row, roles) ? {} : { [row.self]: SELF };
