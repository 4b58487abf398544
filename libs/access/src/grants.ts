// What a kind of caller may call on an API, compiled once: callers who hold the same differ by their own ids alone.
import { hasRole } from '@gatehouse/contract/callers';
import type { CompiledGrants } from '@gatehouse/policy';
import { heldOn, isGranted, nameOf, type Held } from './held.ts';
import { accessTable, precompiled } from './own-table.generated.ts';
import type { AccessRow, MethodRow } from './table.ts';

/** Stands for the caller's own id while grants are compiled; no template has such a segment. */
export const SELF = '~self~';

/** The grants of a caller on the API with these rows. Throws `PolicyError` for rows that cannot be compiled. */
export const grantsOf = (rows: readonly AccessRow[], caller: Held): Promise<CompiledGrants> => {
  const ofRows = compiled.get(rows) ?? new Map<string, Promise<CompiledGrants>>();
  compiled.set(rows, ofRows);
  const held = heldOn(rows, caller);
  const name = nameOf(held);
  const grants = ofRows.get(name) ?? find(rows, held);
  ofRows.set(name, grants);
  return grants;
};

/** Compiles what a caller may call who holds this, by way of the compiler, which only this function loads. */
export const compile = async (rows: readonly AccessRow[], held: Held): Promise<CompiledGrants> => {
  const { compileGrants } = await import('@gatehouse/policy/compile-grants');
  const methods = rows.filter((row) => 'path' in row);
  const granted = methods.filter((row) => isGranted(row, held));
  const grants = granted.map((row) => ({ ...row, params: boundOf(row, held) }));
  return compileGrants(grants, methods);
};

const compiled = new WeakMap<readonly AccessRow[], Map<string, Promise<CompiledGrants>>>();

/** Most of Gatehouse's own table stands compiled beside it; another table is compiled here. */
const find = async (rows: readonly AccessRow[], held: Held): Promise<CompiledGrants> => {
  const file = Object.keys(accessTable).find((name) => accessTable[name] === rows) ?? '';
  return precompiled[file]?.[nameOf(held)] ?? compile(rows, held);
};

/** A row for oneself alone is granted for one value of its parameter. */
const boundOf = (row: MethodRow, held: Held): Readonly<Record<string, string>> =>
  typeof row.self !== 'string' || hasRole(row, held) ? {} : { [row.self]: SELF };
