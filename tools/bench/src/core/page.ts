// What the documentation shows of a run, in Markdown: where it was, how the targets stand, every row, every curve.
import { verdictOf } from './growth.ts';
import { candidateTable, formatFigure, tableOf, targetTable } from './table.ts';
import type { Curve, Results, Row } from './results.ts';

/** The page with this run between its two marks. @throws Error for a page without them */
export const withMeasured = (page: string, results: Results): string =>
  withPart(page, 'measured', measuredPart(results));

/** The page with `text` between the two marks of that name. @throws Error for a page without them */
export const withPart = (page: string, name: string, text: string): string => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest, ...more] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`the page must have one ${begin} with a ${end} after it`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
};

const measuredPart = ({ time, machine, rows, leftOut, curves }: Results): string =>
  [
    `On ${time.slice(0, 10)}, Node ${machine.node}, ${machine.architecture}, ${machine.processor}, ${machine.processors} processors${machine.pinned ? ', one of them used' : ''}.`,
    targetTable(rows, leftOut),
    ...rows.flatMap((row) => [`### ${capital(row.title)}`, candidateTable(row), noteOf(row)]),
    ...(curves.length > 0 ? ['### As it grows', curveTable(curves)] : []),
  ].join('\n\n');

const noteOf = ({ rounds, noise }: Row): string =>
  `${rounds} rounds.${noise === null ? '' : ` The same floor, measured twice, was ${(noise * 100).toFixed(1)} % apart.`}`;

/** The first and the last of a curve say whether it is flat. */
export const curveTable = (curves: readonly Curve[]): string =>
  tableOf(
    ['what', 'as these grow', 'costs', ''],
    curves.map(({ title, of, unit, points, ...curve }) => [
      title,
      `${points.map(({ x }) => x).join(', ')} ${of}`,
      `${points.map(({ median }) => formatFigure(median)).join(', ')} ${unit}`,
      verdictOf({ points, ...curve }),
    ]),
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
