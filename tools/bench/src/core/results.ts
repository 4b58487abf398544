// The shape of dist/bench/bench.json: what was measured, where and how.
import type { Role } from './candidate.ts';

export type Unit = 'µs' | 'ms' | 'requests/s';

/** One candidate of a row. */
export interface Entry {
  readonly name: string;
  readonly role: Role;
  readonly versions: readonly string[];
  /** The median over the rounds, in the row's unit. */
  readonly median: number;
  /** How many times the row's base it is, as the median over the rounds; null where the row has none. */
  readonly ratio: number | null;
}

/** One kind of work, done by several candidates in the same rounds. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** What ratios are of: the name of an entry. */
  readonly base: string | null;
  readonly entries: readonly Entry[];
  /** How far apart two runs of the same floor were, as a part of it; null where it ran once. */
  readonly noise: number | null;
  readonly rounds: number;
}

/** A row that was not measured, and why. */
export interface LeftOut {
  readonly id: string;
  readonly title: string;
  readonly why: string;
}

/** What one call costs as something grows. */
export interface Curve {
  readonly id: string;
  readonly title: string;
  /** What grows. */
  readonly of: string;
  readonly unit: Unit | 'MB';
  readonly points: readonly { readonly x: number; readonly median: number }[];
  /** Why it may grow, where it may. */
  readonly why?: string;
}

/** What a part of the bench gives. */
export interface Findings {
  readonly rows: readonly Row[];
  readonly leftOut: readonly LeftOut[];
  readonly curves: readonly Curve[];
}

export interface Results extends Findings {
  /** Of this shape. */
  readonly version: 1;
  readonly time: string;
  readonly form: 'whole' | 'short';
  readonly machine: Machine;
}

export interface Machine {
  readonly node: string;
  readonly processor: string;
  readonly architecture: string;
  readonly processors: number;
  /** Whether all work of a row ran on one processor. */
  readonly pinned: boolean;
}

export const NOTHING: Findings = { rows: [], leftOut: [], curves: [] };

export const together = (all: readonly Findings[]): Findings => ({
  rows: all.flatMap(({ rows }) => rows),
  leftOut: all.flatMap(({ leftOut }) => leftOut),
  curves: all.flatMap(({ curves }) => curves),
});
