// What of a caller makes a difference on one API: the roles that its rows name, and whether two factors were given.
import type { Vouched } from '@gatehouse/contract/callers';
import { hasFactors, hasRole } from '@gatehouse/contract/callers';
import type { AccessRow } from './table.ts';

/** Callers who hold the same may call the same, their own ids aside. */
export type Held = Pick<Vouched, 'roles' | 'amr'>;

/** The caller without what the rows do not ask for: what is left is the name of its grants. */
export const heldOn = (rows: readonly AccessRow[], { roles, amr }: Held): Held => ({
  roles: rolesOf(rows).filter((role) => roles.includes(role)),
  amr: asksForFactors(rows) && amr.includes('mfa') ? ['mfa'] : [],
});

/** The name of what is held, for grants that are kept. */
export const nameOf = ({ roles, amr }: Held): string =>
  [...roles, ...amr.map((factor) => `+${factor}`)].join();

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
