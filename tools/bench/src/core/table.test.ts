import { describe, expect, test } from '@jest/globals';
import { format } from 'prettier';
import { candidateTable, formatFigure, formatRatio, targetTable } from './table.ts';
import { isMet, TARGETS } from './targets.ts';
import { entry, rowWith } from './testing.ts';

describe('the table of targets', () => {
  test('says for each row what is ours, what is due, and whether it is met', () => {
    const table = targetTable([rowWith('verify-ES256', 1.08), rowWith('authorizer-ES256', 1.4)], []);
    expect(table.split('\n')).toEqual([
      '| what                     | Gatehouse | of it  | target   | best peer | met    |',
      '| ------------------------ | --------- | ------ | -------- | --------- | ------ |',
      '| the row verify-ES256     | 10.8 µs   | 1.08 × | ≤ 1.1 ×  | 1.50 ×    | met    |',
      '| the row authorizer-ES256 | 14.0 µs   | 1.40 × | ≤ 1.15 × | 1.50 ×    | MISSED |',
    ]);
  });

  test('has no row without a target, and says why one was left out', () => {
    const table = targetTable(
      [rowWith('route-ES256', 1)],
      [{ id: 'login-cold', title: 'a login', why: 'no server' }],
    );
    expect(table.split('\n').slice(2)).toEqual([
      expect.stringMatching(/^\| a login \| no server .* left out \|$/),
    ]);
  });

  test('of a rate is met from its bound upwards', () => {
    const rate = { ...rowWith('gateway-rate', 5), unit: 'requests/s' as const };
    expect(isMet(rate)).toBe(true);
    expect(isMet(rowWith('gateway-rate', 4.9))).toBe(false);
  });

  test('of a figure by itself takes the median, whatever the ratio', () => {
    const chain = (median: number) => ({
      ...rowWith('chain-good', 1),
      entries: [entry('Gatehouse', 'ours', median, 9)],
    });
    expect([2.9, 3.1].map((median) => isMet(chain(median)))).toEqual([true, false]);
  });
});

test('each row has one target', () => {
  const rows = TARGETS.map(({ row }) => row);
  expect(new Set(rows).size).toBe(rows.length);
});

test('candidates stand in the order of their time, ours in bold, peers with their versions', () => {
  const lines = candidateTable(rowWith('verify-ES256', 2)).split('\n').slice(2);
  expect(lines.map((line) => line.split('|')[1]?.trim())).toEqual([
    'floor',
    'peer (peer 1.0.0)',
    '**Gatehouse**',
  ]);
});

test('a table stands as the formatter would write it', async () => {
  const table = targetTable([rowWith('verify-ES256', 1.08)], []);
  expect(await format(table, { parser: 'markdown' })).toBe(`${table}\n`);
});

test.each([
  [1234.5, '1235'],
  [12.345, '12.3'],
  [1.2345, '1.23'],
  [NaN, '–'],
])('the figure %d is written as %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
});

test('a small ratio keeps the digits that its target is about', () => {
  expect([0.0312, 0.31, null].map(formatRatio)).toEqual(['0.031 ×', '0.31 ×', '']);
});
