import { beforeEach, expect, test } from '@jest/globals';
import { createTableJoiner, type TableJoiner } from './join-tables.ts';

const rowOf = (file: string, role = 'clerk') => ({ verb: 'GET', path: `/${file}`, roles: [role] });
const tableOf = (...files: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(files.map((file) => [file, [rowOf(file)]])));
const of = (tables: Readonly<Record<string, string>>) =>
  Object.entries(tables).map(([name, value]) => ({ name: `/path/${name}`, value }));

let failures: string[];
let join: TableJoiner;
beforeEach(() => {
  failures = [];
  join = createTableJoiner('ACCESS_TABLE', ({ message }) => failures.push(message));
});

test('every table is taken, whatever it is called', async () => {
  const joined = await join(of({ b: tableOf('orders'), a: tableOf('invoices', 'bills') }));
  expect(joined).toEqual({
    orders: [rowOf('orders')],
    invoices: [rowOf('invoices')],
    bills: [rowOf('bills')],
  });
  expect(failures).toEqual([]);
});

test.each([
  ['no JSON', '{', 'must be JSON'],
  ['no table', '[]', 'must be an object'],
  ['a table with a bad row', '{"orders":[{"verb":"GET","path":"/orders"}]}', 'orders[0]'],
])('%s leaves its own last good one in force, and the others fresh', async (_what, bad, rule) => {
  await join(of({ a: tableOf('orders'), b: tableOf('invoices') }));
  const joined = await join(of({ a: bad, b: tableOf('bills') }));
  expect(joined).toEqual({ orders: [rowOf('orders')], bills: [rowOf('bills')] });
  expect(failures).toEqual([expect.stringMatching(/^ACCESS_TABLE \(ssm:\/path\/a\): /)]);
  expect(failures[0]).toContain(rule);
  expect(await join(of({ a: bad, b: tableOf('bills') }))).toEqual(joined);
  const mended = await join(of({ a: tableOf('parcels'), b: tableOf('bills') }));
  expect(Object.keys(mended).sort()).toEqual(['bills', 'parcels']);
});

test('a bad one without an earlier good one has its API denied, and all others are served', async () => {
  const bad = '{"orders":[{"verb":"GET","path":"/orders"}],"users":[]}';
  expect(await join(of({ a: bad, b: tableOf('invoices') }))).toEqual({
    orders: [],
    users: [],
    invoices: [rowOf('invoices')],
  });
  expect(failures).toHaveLength(1);
});

test('a file that stands in two is bad in the later one by name', async () => {
  const joined = await join(of({ b: tableOf('orders', 'bills'), a: tableOf('orders') }));
  expect(joined).toEqual({ orders: [rowOf('orders')], bills: [] });
  expect(failures).toEqual([expect.stringMatching(/\(ssm:\/path\/b\): orders: stands in a table before/)]);
});

test('a file that moves to an earlier one is served from there, with the later one’s last good rows beside it', async () => {
  await join(of({ a: tableOf('invoices'), b: tableOf('orders', 'bills') }));
  const joined = await join(of({ a: tableOf('invoices', 'orders'), b: tableOf('orders', 'bills') }));
  expect(Object.keys(joined).sort()).toEqual(['bills', 'invoices', 'orders']);
  expect(failures).toEqual([expect.stringContaining('(ssm:/path/b)')]);
});

test('one that has not changed is not read again', async () => {
  const tables = of({ a: tableOf('orders') });
  const [first, second] = [await join(tables), await join(tables)];
  expect(second['orders']).toBe(first['orders']);
});

test('one that is taken away takes its rows with it', async () => {
  await join(of({ a: tableOf('orders'), b: tableOf('invoices') }));
  expect(await join(of({ b: tableOf('invoices') }))).toEqual({ invoices: [rowOf('invoices')] });
  expect(await join(of({ a: '{', b: tableOf('invoices') }))).toEqual({ invoices: [rowOf('invoices')] });
});
