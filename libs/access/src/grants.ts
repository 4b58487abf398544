// What a kind of caller may call on an API, compiled once: callers who hold the same differ by their own ids alone.
import { hasRole } from '@gatehouse/contract/callers';
import type { CompiledGrants } from '@gatehouse/policy';
import { askedBy, heldOf, isGranted, nameOf, type Asked, type Held } from './held.ts';
import { accessTable, precompiled } from './own-table.generated.ts';
import type { AccessRow, MethodRow } from './table.ts';

/** Stands for the caller's own id while grants are compiled; no template has such a segment. */
export const SELF = '~self~';

/** The grants of a caller on the API with these rows. Throws `PolicyError` for rows that cannot be compiled. */
export const grantsOf = (rows: readonly AccessRow[], caller: Held): Promise<CompiledGrants> => {
  const { asked, byName } = known(rows);
  const held = heldOf(asked, caller);
  const name = nameOf(held);
  const grants = byName.get(name) ?? find(rows, held);
  byName.set(name, grants);
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

interface KnownRows {
  readonly asked: Asked;
  readonly byName: Map<string, Promise<CompiledGrants>>;
}

const compiled = new WeakMap<readonly AccessRow[], KnownRows>();

const known = (rows: readonly AccessRow[]): KnownRows => {
  const found = compiled.get(rows) ?? { asked: askedBy(rows), byName: new Map() };
  compiled.set(rows, found);
  return found;
};

/** Most of Gatehouse's own table stands compiled beside it; another table is compiled here. */
const find = async (rows: readonly AccessRow[], held: Held): Promise<CompiledGrants> => {
  const file = Object.keys(accessTable).find((name) => accessTable[name] === rows) ?? '';
  return precompiled[file]?.[nameOf(held)] ?? compile(rows, held);
};

/** A row for oneself alone is granted for one value of its parameter. */
const boundOf = (row: MethodRow, held: Held): Readonly<Record<string, string>> =>
  typeof row.self !== 'string' || hasRole(row, held) ? {} : { [row.self]: SELF };
