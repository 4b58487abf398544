// A table whose requests a test can hold up, for what happens to a call that is frozen or killed between two of them.
import type { Table } from './requests.ts';

/** Asked before each request, whose number counts from 0; the request is sent once it is settled. */
export type Gate = (request: number) => Promise<void>;

export const gatedTable = (table: Table, gate: Gate): Table => {
  let asked = 0;
  const behind =
    <Arguments extends readonly unknown[], T>(request: (...given: Arguments) => Promise<T>) =>
    async (...given: Arguments): Promise<T> => {
      await gate(asked++);
      return request(...given);
    };
  return {
    ...table,
    get: behind(table.get),
    getAll: behind(table.getAll),
    list: behind(table.list),
    put: behind(table.put),
    update: behind(table.update),
    remove: behind(table.remove),
  };
};
