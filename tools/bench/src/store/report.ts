// The tables of the stores, as the command prints them and the page shows them.
import type { Machine } from '../core/results.ts';
import { formatFigure, formatRatio, tableOf } from '../core/table.ts';
import type { Measured, Point } from './measure.ts';

export interface StoreResults {
  readonly version: 1;
  readonly time: string;
  readonly form: 'whole' | 'short';
  readonly machine: Omit<Machine, 'pinned'>;
  readonly sessionsPerAccount: number;
  readonly stores: readonly { readonly store: string; readonly acts: readonly Measured[] }[];
  /** Stores that were not measured, and why. */
  readonly leftOut: readonly { readonly store: string; readonly why: string }[];
}

export const reportOf = ({ time, machine, stores, leftOut }: StoreResults): string =>
  [
    `On ${time.slice(0, 10)}, Node ${machine.node}, ${machine.architecture}, ${machine.processor}, ${machine.processors} processors.`,
    ...stores.flatMap(({ store, acts }) => [`### ${store}`, tableOfActs(acts)]),
    ...leftOut.map(({ store, why }) => `Left out: ${store}, ${why}.`),
  ].join('\n\n');

/** The smallest size in figures, the others as ratios to it; what is within the noise is no difference. */
const tableOfActs = (acts: readonly Measured[]): string => {
  const [smallest, ...larger] = acts[0]?.points ?? [];
  return tableOf(
    ['p50, p99', `${count(smallest)} accounts`, ...larger.map((point) => count(point)), 'noise'],
    acts.map(({ title, points: [first, ...others], noise }) => [
      title,
      `${time(first!.p50)}, ${time(first!.p99)}`,
      ...others.map(({ p50Ratio, p99Ratio }) => `${formatRatio(p50Ratio)}, ${formatRatio(p99Ratio)}`),
      `${percent(noise.p50)}, ${percent(noise.p99)}`,
    ]),
  );
};

const time = (microseconds: number): string =>
  microseconds < 1000 ? `${formatFigure(microseconds)} µs` : `${formatFigure(microseconds / 1000)} ms`;

const count = (point: Point | undefined): string => (point?.accounts ?? 0).toLocaleString('en-US');

const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;
