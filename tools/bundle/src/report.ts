// The sizes of a package as a table for a terminal.
import type { Spending } from './budgets.ts';
import type { Sizes } from './sizes.ts';

export const formatSizes = (title: string, { entries, modules, native, data }: Sizes): string => {
  const width = Math.max(...entries.map(({ name }) => name.length), MODULES.length);
  const row = (name: string, ...columns: readonly string[]): string =>
    `  ${name.padEnd(width)}${columns.map((column) => column.padStart(12)).join('')}`;
  return [
    `${title}, compressed`,
    row('', 'at start', 'on demand'),
    ...entries.map(({ name, atStart, onDemand }) => row(name, kilobytes(atStart), kilobytes(onDemand))),
    row(MODULES, kilobytes(modules)),
    ...(native > 0 ? [row('native file', kilobytes(native))] : []),
    ...(data > 0 ? [row('data', kilobytes(data))] : []),
  ].join('\n');
};

const MODULES = 'all modules';

/** One line; it says so when the budget is exceeded. */
export const formatSpending = ({ what, bytes, budget }: Spending): string => {
  const [used, allowed] = [kilobytes(bytes), kilobytes(budget)];
  return bytes > budget
    ? `over budget: ${what} takes ${used} of at most ${allowed} (${bytes - budget} bytes too many)`
    : `within budget: ${what} takes ${used} of ${allowed}`;
};

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
