// From the samples of candidates that differ in one size to a curve over that size.
import type { Candidate } from './candidate.ts';
import type { Samples } from './interleave.ts';
import type { Curve } from './results.ts';
import { medianOf } from './statistics.ts';

export interface Step<Item> {
  readonly x: number;
  readonly candidate: Candidate<Item>;
}

export const curveOf = <Item>(
  named: Omit<Curve, 'points'>,
  steps: readonly Step<Item>[],
  samples: Samples,
): Curve => ({
  ...named,
  points: steps.map(({ x, candidate }) => ({ x, median: medianOf(samples.get(candidate) ?? []) })),
});
