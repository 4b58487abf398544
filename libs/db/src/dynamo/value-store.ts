// Shared values in DynamoDB: one item by name.
import type { ValueStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { Running } from './connection.ts';
import { keyOf } from './keys.ts';
import { ABSENT, type Table } from './requests.ts';
import { textIn } from './values.ts';

export const createDynamoValueStore = ({ run }: Running): ValueStore => ({
  find: (name) => run((table) => find(table, name)),
  keep: (name, value) => run((table) => keep(table, name, requireText(value))),
  set: (name, value) =>
    run(async (table) => void (await table.put({ ...keyOf('value', name), value: requireText(value) }))),
  add: (name, amount) => run((table) => add(table, name, amount)),
});

const find = async (table: Table, name: string): Promise<string | null> => {
  const item = await table.get(keyOf('value', name));
  return item && textIn(item, 'value');
};

const keep = async (table: Table, name: string, value: string): Promise<string> => {
  for (;;) {
    const kept = await find(table, name);
    if (kept !== null) return kept;
    if (await table.put({ ...keyOf('value', name), value }, ABSENT)) return value;
  }
};

/** By compare and swap, since a count that would fall below 0 is 0. */
const add = async (table: Table, name: string, amount: number): Promise<number> => {
  for (;;) {
    const counted = await find(table, name);
    const sum = Math.max(0, Number(counted ?? 0) + amount);
    const unchanged = { expression: '#value = :counted', values: { counted } };
    const item = { ...keyOf('value', name), value: String(sum) };
    if (await table.put(item, counted === null ? ABSENT : unchanged)) return sum;
    await table.pause();
  }
};
