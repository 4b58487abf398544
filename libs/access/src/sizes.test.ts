// How large policies become: the figures of the README, computed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { policyFor } from './index.ts';
import type { AccessTable, MethodRow } from './table.ts';

const SUBJECT = '1a2b3c4d-0000-4000-8000-000000000001';

const rowsOf = (api: string, count: number): readonly MethodRow[] =>
  Array.from({ length: count }, (_, index) => ({
    verb: 'GET',
    path: `/${api}/{id}/part-${index}`,
    roles: ['clerk'],
  }));

const TABLES: readonly (readonly [rows: string, table: AccessTable])[] = [
  ['10', { orders: rowsOf('orders', 10) }],
  ['100', { orders: rowsOf('orders', 100) }],
  [
    '1,000',
    Object.fromEntries(
      Array.from({ length: 40 }, (_, api) => [`orders-${api}`, rowsOf(`orders-${api}`, 25)]),
    ),
  ],
];

const bytesOf = async (table: AccessTable, stage: string): Promise<string> => {
  const [api = ''] = Object.keys(table);
  const arn = `arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/${stage}/GET/${api}`;
  const policy = await policyFor(table, { subject: SUBJECT, roles: ['user', 'clerk'], amr: ['pwd'] }, arn);
  try {
    return JSON.stringify(policy.build()).length.toLocaleString('en');
  } catch {
    return 'refused';
  }
};

test('the README says how large the policies of 10, 100 and 1,000 rows are', async () => {
  const lines = TABLES.map(async ([rows, table]) => {
    const apis = Object.keys(table).length;
    const sizes = [await bytesOf(table, 'v1'), await bytesOf(table, 's'.repeat(128))];
    return [rows, String(apis), ...sizes].join(' ');
  });
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const cells = readme
    .split('\n')
    .filter((line) => /^\| 1[0,]+ /.test(line))
    .map((line) => line.replaceAll('|', ' ').trim().split(/\s+/).join(' '));
  expect(cells).toEqual(await Promise.all(lines));
});
