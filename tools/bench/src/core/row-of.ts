// From samples to a row.
import type { Candidate } from './candidate.ts';
import type { Samples } from './interleave.ts';
import type { Entry, Row, Unit } from './results.ts';
import { medianOf, ratioOf } from './statistics.ts';

export interface RowOptions {
  readonly id: string;
  readonly title: string;
  readonly unit?: Unit;
  /** What ratios are of; the first floor by default. */
  readonly base?: Candidate<never>;
  /** A second run of the base, which shows the noise and stands in no table. */
  readonly again?: Candidate<never>;
}

/** The samples are in microseconds; a row in milliseconds is a thousandth of them, and rates come as they are. */
export const rowOf = (
  samples: Samples,
  { id, title, unit = 'µs', base = firstFloor(samples), again }: RowOptions,
): Row => {
  const floor = base === undefined ? undefined : samples.get(base);
  const ratio = (values: readonly number[]): number | null =>
    floor === undefined ? null : ratioOf(values, floor);
  const repeated = again === undefined ? null : ratio(samples.get(again) ?? []);
  const entries = [...samples]
    .filter(([candidate]) => candidate !== again)
    .map(([{ name, role, versions = [] }, values]): Entry => {
      const median = medianOf(values) / (unit === 'ms' ? 1000 : 1);
      return { name, role, versions, median, ratio: ratio(values) };
    });
  const rounds = [...samples.values()][0]?.length ?? 0;
  const noise = repeated === null ? null : Math.abs(repeated - 1);
  return { id, title, unit, base: base?.name ?? null, entries, noise, rounds };
};

const firstFloor = (samples: Samples): Candidate<never> | undefined =>
  [...samples.keys()].find(({ role }) => role === 'floor');
