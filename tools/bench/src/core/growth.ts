// From the samples of candidates that differ in one size to a curve over that size, and whether it is flat.
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
  points: steps.map(({ x, candidate }) => {
    const microseconds = medianOf(samples.get(candidate) ?? []);
    return { x, median: named.unit === 'ms' ? microseconds / 1000 : microseconds };
  }),
});

/** What counts as flat: the noise of two sizes that cost the same. */
const FLAT = 1.25;

/** `flat`, or how many times the last point is the first, and why that may be. */
export const verdictOf = ({ points, why }: Pick<Curve, 'points' | 'why'>): string => {
  const times = (points.at(-1)?.median ?? NaN) / (points[0]?.median ?? NaN);
  if (times <= FLAT) return 'flat';
  return [`${times.toFixed(1)} ×`, ...(why === undefined ? [] : [why])].join(': ');
};
