// The few statistics that the bench needs.

/** The middle of the values, or the mean of the two in the middle; NaN of none. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
};

/**
 * How many times `values` are the floor's, as the median over the rounds: both were taken in the same round, so that what the
 * machine did meanwhile is in both.
 */
export const ratioOf = (values: readonly number[], floor: readonly number[]): number =>
  medianOf(values.map((value, round) => value / (floor[round] ?? NaN)));

/** The smallest of the values below or at which that part of them is; NaN of none. */
export const quantileOf = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * part) - 1)] ?? NaN;
