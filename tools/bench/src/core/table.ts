// The tables that the command prints and the page shows, in Markdown, with columns of one width as the formatter has them.
import { isMet, targetOf, type Target } from './targets.ts';
import type { Entry, LeftOut, Row, Unit } from './results.ts';

/** Every row that has a target first says whether it is met; then each candidate, the fastest first. */
export const targetTable = (rows: readonly Row[], leftOut: readonly LeftOut[]): string =>
  tableOf(
    ['what', 'Gatehouse', 'of it', 'target', 'best peer', 'met'],
    [
      ...rows.filter((row) => targetOf(row) !== undefined).map(targetLine),
      ...leftOut.map(({ title, why }) => [title, why, '', '', '', 'left out']),
    ],
  );

export const candidateTable = (row: Row): string =>
  tableOf(
    ['candidate', row.unit, row.base === null ? '' : `of ${row.base}`],
    row.entries
      .toSorted((a, b) => (row.unit === 'requests/s' ? b.median - a.median : a.median - b.median))
      .map((entry) => [labelOf(entry), formatFigure(entry.median), formatRatio(entry.ratio)]),
  );

const targetLine = (row: Row): readonly string[] => {
  const target = targetOf(row);
  const ours = row.entries.find(({ role }) => role === 'ours');
  return [
    row.title,
    ours === undefined ? '' : `${formatFigure(ours.median)} ${row.unit}`,
    formatRatio(ours?.ratio ?? null),
    target === undefined ? '' : formatTarget(target, row.unit),
    formatRatio(bestPeerOf(row)?.ratio ?? null),
    isMet(row) === true ? 'met' : 'MISSED',
  ];
};

/** The base of a row may be a peer itself; it is no news that it is once itself. */
const bestPeerOf = ({ entries, unit, base }: Row): Entry | undefined =>
  entries
    .filter(({ role, name }) => role === 'peer' && name !== base)
    .toSorted((a, b) => (unit === 'requests/s' ? b.median - a.median : a.median - b.median))[0];

const labelOf = ({ name, role, versions }: Entry): string => {
  const label = role === 'ours' ? `**${name}**` : name;
  return versions.length === 0 ? label : `${label} (${versions.join(', ')})`;
};

const formatTarget = ({ of, bound, value }: Target, unit: Unit): string =>
  `${bound === 'at most' ? '≤' : '≥'} ${value}${of === 'median' ? ` ${unit}` : ' ×'}`;

/** Three digits are more than the noise allows for. */
export const formatFigure = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

export const formatRatio = (ratio: number | null): string =>
  ratio === null ? '' : `${ratio < 0.095 ? ratio.toFixed(3) : formatFigure(ratio)} ×`;

/** A Markdown table whose columns are padded to one width. */
export const tableOf = (head: readonly string[], lines: readonly (readonly string[])[]): string => {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...lines].map((line) => [...(line[column] ?? '')].length)),
  );
  const padded = (line: readonly string[]): string =>
    `| ${widths.map((width, column) => pad(line[column] ?? '', width)).join(' | ')} |`;
  return [padded(head), padded(widths.map((width) => '-'.repeat(width))), ...lines.map(padded)].join('\n');
};

const pad = (text: string, width: number): string => text + ' '.repeat(width - [...text].length);
