// The guard: which of a run's ratios are worse than the stored ones.
import { oursOf, targetOf } from './targets.ts';
import type { Row } from './results.ts';

/** By row, the ratio of Gatehouse to the row's base. */
export type Baseline = Readonly<Record<string, number>>;

/** A ratio may be so much worse than the stored one. */
const TOLERANCE = 0.25;

/** Only what fails this often is worse: a single run may have had a noisy neighbour. */
export const RUNS = 3;

export const baselineOf = (rows: readonly Row[]): Baseline =>
  Object.fromEntries(
    rows.flatMap((row) => {
      const ratio = oursOf(row)?.ratio ?? null;
      return ratio === null ? [] : [[row.id, Number(ratio.toPrecision(3))]];
    }),
  );

export interface Worse {
  readonly id: string;
  readonly stored: number;
  readonly now: number;
}

/** A row that is not stored, or was left out, cannot be worse. */
export const worseThan = (baseline: Baseline, rows: readonly Row[]): readonly Worse[] =>
  rows.flatMap((row) => {
    const [stored, now] = [baseline[row.id], oursOf(row)?.ratio ?? null];
    if (stored === undefined || now === null) return [];
    const isHigherBetter = targetOf(row)?.bound === 'at least';
    const isWorse = isHigherBetter ? now < stored / (1 + TOLERANCE) : now > stored * (1 + TOLERANCE);
    return isWorse ? [{ id: row.id, stored, now }] : [];
  });

/**
 * Runs until nothing is left that was worse each time, three times at the most; what is left then.
 * `measure` gives the rows of one run.
 */
export const guard = async (
  baseline: Baseline,
  measure: (run: number) => Promise<readonly Row[]>,
): Promise<readonly Worse[]> => {
  let left: readonly Worse[] | undefined;
  for (let run = 1; run <= RUNS && left?.length !== 0; run += 1) {
    const suspects = left?.map(({ id }) => id);
    const worse = worseThan(baseline, await measure(run));
    left = worse.filter(({ id }) => suspects?.includes(id) ?? true);
  }
  return left ?? [];
};
