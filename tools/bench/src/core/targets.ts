// The targets, in one table, and whether a row meets its own.
import type { Entry, Row } from './results.ts';

/** A bound for Gatehouse's entry of a row: of its ratio to the base, or of the median itself. */
export interface Target {
  readonly row: string;
  readonly of: 'ratio' | 'median';
  readonly bound: 'at most' | 'at least';
  readonly value: number;
}

const atMost = (row: string, value: number): Target => ({ row, of: 'ratio', bound: 'at most', value });

export const TARGETS: readonly Target[] = [
  atMost('verify-ES256', 1.1),
  atMost('verify-EdDSA', 1.05),
  atMost('authorizer-ES256', 1.15),
  atMost('authorizer-EdDSA', 1.08),
  atMost('authorizer-RS256', 1.3),
  atMost('authorizer-seen', 0.05),
  atMost('authorizer-cold', 1.4),
  atMost('login-warm', 1.3),
  atMost('login-cold', 0.31),
  atMost('refresh-warm', 1.5),
  { row: 'chain-good', of: 'median', bound: 'at most', value: 3 },
  { row: 'chain-refused', of: 'median', bound: 'at most', value: 3 },
  { row: 'gateway-rate', of: 'ratio', bound: 'at least', value: 5 },
  atMost('gateway-ready', 0.5),
];

export const targetOf = ({ id }: Pick<Row, 'id'>): Target | undefined =>
  TARGETS.find(({ row }) => row === id);

/** Gatehouse's own entry of a row; a row without one is there to compare. */
export const oursOf = ({ entries }: Row): Entry | undefined => entries.find(({ role }) => role === 'ours');

/** Whether our entry keeps to the row's target; null where there is no target, or nothing of ours. */
export const isMet = (row: Row): boolean | null => {
  const target = targetOf(row);
  const value = oursOf(row)?.[target?.of ?? 'ratio'] ?? null;
  if (target === undefined || value === null) return null;
  return target.bound === 'at most' ? value <= target.value : value >= target.value;
};
