import { expect, test } from '@jest/globals';
import { chartOf } from './chart.ts';
import type { Curve } from './results.ts';
import { rowWith } from './testing.ts';

const CURVE: Curve = {
  ...{ id: 'c', title: 'Cost < by keys', of: 'keys', unit: 'µs' },
  points: [
    { x: 1, median: 10 },
    { x: 32, median: 10 },
  ],
};

test('the chart has a bar for each candidate of a row with a target, and the mark of the target', () => {
  const chart = chartOf([rowWith('verify-ES256', 1.1), rowWith('route-ES256', 2)], []);
  expect(chart.match(/<rect /g)).toHaveLength(3);
  expect(chart.match(/class="target"/g)).toHaveLength(1);
  expect(chart).toContain('the row verify-ES256: met');
  expect(chart).not.toContain('route-ES256');
});

test('a curve that is flat is a level line, and says its ends', () => {
  const chart = chartOf([], [CURVE]);
  const [, first, second] = /points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"/.exec(chart) ?? [];
  expect(first).toBe(second);
  expect(chart).toContain('1 to 32 keys: 10.0 → 10.0 µs');
});

test('texts are escaped, and every number is one', () => {
  const chart = chartOf([rowWith('verify-ES256', 1.1)], [CURVE]);
  expect(chart).toContain('Cost &lt; by keys');
  expect(chart).not.toMatch(/NaN|undefined|Infinity/);
});

test('a page in the dark has colours of its own', () => {
  expect(chartOf([], [])).toContain('prefers-color-scheme: dark');
});
