// What of a caller makes a difference on one API: the roles that its rows name, and whether two factors were given.
import type { Vouched } from '@gatehouse/contract/callers';
import { hasFactors, hasRole } from '@gatehouse/contract/callers';
import type { AccessRow } from './table.ts';

/** Callers who hold the same may call the same, their own ids aside. */
export type Held = Pick<Vouched, 'roles' | 'amr'>;

/** What rows ask of a caller, so that nobody has to go through hundreds of them at every call. */
export interface Asked {
  /** The roles that the rows name, each with its place among them. */
  readonly roles: ReadonlyMap<string, number>;
  readonly factors: boolean;
}

export const askedBy = (rows: readonly AccessRow[]): Asked => ({
  roles: new Map(rolesOf(rows).map((role, place) => [role, place])),
  factors: asksForFactors(rows),
});

/** The caller without what is not asked for: what is left is the name of its grants. */
export const heldOf = (asked: Asked, { roles, amr }: Held): Held => {
  const placeOf = (role: string): number => asked.roles.get(role) ?? -1;
  const held = roles.filter((role) => asked.roles.has(role));
  const inOrder =
    held.length < 2 ? held : [...new Set(held)].sort((one, other) => placeOf(one) - placeOf(other));
  return { roles: inOrder, amr: asked.factors && amr.includes('mfa') ? ['mfa'] : [] };
};

/** The name of what is held, for grants that are kept. */
export const nameOf = ({ roles, amr }: Held): string =>
  amr.length === 0 ? roles.join() : [...roles, ...amr.map((factor) => `+${factor}`)].join();

/** The roles that the rows name; others grant nothing. */
export const rolesOf = (rows: readonly AccessRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ roles = [] }) => roles)),
];

/** Whether a caller who holds this may call the row's route at all, for anyone or for itself. */
export const isGranted = (row: AccessRow, held: Held): boolean =>
  hasFactors(row, held) && (row.self !== undefined || hasRole(row, held));

/** What callers may hold on an API, as far as each role is looked at by itself: none, each one, all of them. */
export const heldByKinds = (rows: readonly AccessRow[]): readonly Held[] => {
  const roles = rolesOf(rows);
  const sets = [[], ...roles.map((role) => [role]), ...(roles.length > 1 ? [roles] : [])];
  const factors = asksForFactors(rows) ? [[], ['mfa']] : [[]];
  return factors.flatMap((amr) => sets.map((set) => ({ roles: set, amr })));
};

const asksForFactors = (rows: readonly AccessRow[]): boolean => rows.some(({ mfa }) => mfa === true);
