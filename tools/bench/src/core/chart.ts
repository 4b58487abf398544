// The chart: a row of bars for each target, and the curves below, as SVG without any library, for light pages and dark ones.
import { verdictOf } from './growth.ts';
import { formatFigure, formatRatio } from './table.ts';
import { isMet, oursOf, targetOf } from './targets.ts';
import type { Curve, Entry, Row } from './results.ts';

const WIDTH = 760;
const LABEL = 250;
const BAR = 14;
const GAP = 4;
const RIGHT = 70;

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600 } .small { font-size: 11px; fill: #57606a }
  .ours { fill: #0969da } .peer { fill: #afb8c1 } .floor { fill: #d8dee4 }
  .target { stroke: #cf222e; stroke-width: 2 } .line { stroke: #0969da; stroke-width: 2; fill: none } .axis { stroke: #afb8c1 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .small { fill: #9198a1 }
    .ours { fill: #4493f8 } .peer { fill: #656c76 } .floor { fill: #3d444d }
    .target { stroke: #f85149 } .line { stroke: #4493f8 } .axis { stroke: #656c76 }
  }`;

/** A part of the picture and how much room it takes. */
interface Block {
  readonly height: number;
  readonly draw: (top: number) => string;
}

/** Bars of all rows with a target, then the curves. */
export const chartOf = (rows: readonly Row[], curves: readonly Curve[]): string => {
  const blocks = [...rows.filter((row) => targetOf(row) !== undefined).map(barsOf), ...curvesOf(curves)];
  const { body, height } = blocks.reduce(
    ({ body, height }, block) => ({ body: body + block.draw(height), height: height + block.height }),
    { body: '', height: 10 },
  );
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  const name = 'Gatehouse beside its peers: shorter is better, but for requests a second';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${name}">\n<style>${STYLE}\n</style>\n${body}</svg>\n`;
};

const barsOf = (row: Row): Block => {
  const entries = row.entries.toSorted((a, b) => a.median - b.median);
  const longest = Math.max(...entries.map(({ median }) => median), targetMedian(row) ?? 0);
  const scale = (value: number): number => (value / longest) * (WIDTH - LABEL - RIGHT);
  const step = BAR + GAP;
  return {
    height: 24 + entries.length * step + 14,
    draw: (top) => {
      const bars = entries.map((entry, index) => bar(entry, row, { y: top + 24 + index * step, scale }));
      return `${title(row, top)}${bars.join('')}${targetMark(row, { top: top + 22, height: entries.length * step, scale })}`;
    },
  };
};

const title = (row: Row, top: number): string => {
  const met = { true: 'met', false: 'missed', null: '' }[String(isMet(row)) as 'true'];
  return text(10, top + 14, `${row.title}${met === '' ? '' : `: ${met}`}`, 'title');
};

interface Place {
  readonly y: number;
  readonly scale: (value: number) => number;
}

const bar = ({ name, role, median, ratio }: Entry, { unit }: Row, { y, scale }: Place): string => {
  const width = Math.max(1, scale(median)).toFixed(1);
  const figure = ratio === null ? `${formatFigure(median)} ${unit}` : formatRatio(ratio);
  return (
    `<text x="${LABEL - 8}" y="${y + 11}" text-anchor="end">${escape(name)}</text>` +
    `<rect class="${role}" x="${LABEL}" y="${y}" width="${width}" height="${BAR}" rx="2"/>` +
    text(LABEL + Number(width) + 6, y + 11, figure, 'small')
  );
};

interface Mark extends Omit<Place, 'y'> {
  readonly top: number;
  readonly height: number;
}

const targetMark = (row: Row, { top, height, scale }: Mark): string => {
  const median = targetMedian(row);
  if (median === undefined) return '';
  const x = (LABEL + scale(median)).toFixed(1);
  return `<line class="target" x1="${x}" x2="${x}" y1="${top}" y2="${top + height}"/>\n`;
};

/** Where the target stands on the row's scale. */
const targetMedian = (row: Row): number | undefined => {
  const target = targetOf(row);
  if (target === undefined || target.of === 'median') return target?.value;
  const ours = oursOf(row);
  const isUsable = ours !== undefined && ours.ratio !== null && ours.ratio > 0;
  return isUsable ? (ours.median / ours.ratio) * target.value : undefined;
};

const CURVE = { width: 230, height: 90, across: 3 };

const curvesOf = (curves: readonly Curve[]): readonly Block[] =>
  Array.from({ length: Math.ceil(curves.length / CURVE.across) }, (_, line) => ({
    height: CURVE.height + 60,
    draw: (top: number) =>
      curves
        .slice(line * CURVE.across, (line + 1) * CURVE.across)
        .map((curve, column) => curveAt(curve, 15 + column * (CURVE.width + 18), top))
        .join(''),
  }));

/** From zero, so that flat looks flat; what grows, on a logarithmic axis. */
const curveAt = ({ title, of, unit, points, ...curve }: Curve, left: number, top: number): string => {
  const highest = Math.max(...points.map(({ median }) => median), 0) * 1.2;
  const [first, last] = [points[0]?.x ?? 1, points.at(-1)?.x ?? 1];
  const base = top + 24 + CURVE.height;
  const x = (value: number): number =>
    left + (Math.log(value / first) / Math.log(last / first || Math.E)) * CURVE.width;
  const y = (value: number): number => base - (value / highest) * CURVE.height;
  const line = points.map((point) => `${x(point.x).toFixed(1)},${y(point.median).toFixed(1)}`).join(' ');
  const ends = `${formatFigure(points[0]?.median ?? NaN)} → ${formatFigure(points.at(-1)?.median ?? NaN)} ${unit}`;
  return (
    text(left, top + 14, `${title}: ${verdictOf({ points, ...curve }).split(':')[0]}`, 'title') +
    `<line class="axis" x1="${left}" x2="${left + CURVE.width}" y1="${base}" y2="${base}"/>` +
    `<polyline class="line" points="${line}"/>` +
    text(left, base + 16, `${first} to ${last} ${of}: ${ends}`, 'small')
  );
};

const text = (x: number, y: number, content: string, kind: string): string =>
  `<text class="${kind}" x="${x}" y="${y}">${escape(content)}</text>\n`;

const escape = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
