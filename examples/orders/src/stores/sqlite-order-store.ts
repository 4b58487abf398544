// Orders in a file, for a laptop and for tests: what DynamoDB holds in a stack.
import { DatabaseSync } from 'node:sqlite';
import type { Order } from '../order.ts';
import { LIST_LIMIT, type OrderStore } from './order-store.ts';

/** Makes the file and its table when they are not there; `:memory:` for a test. */
export const openSqlite = (file: string): OrderStore => {
  const database = new DatabaseSync(file, { timeout: 2000 });
  database.exec(`CREATE TABLE IF NOT EXISTS orders (
    customer TEXT, id TEXT, item TEXT, quantity INTEGER, placed_at TEXT, PRIMARY KEY (customer, id)) STRICT`);
  const select = (rest: string) => database.prepare(`SELECT * FROM orders ${rest}`);
  const one = select('WHERE customer = ? AND id = ?');
  const own = select('WHERE customer = ? ORDER BY id DESC LIMIT ?');
  const all = select('LIMIT ?');
  const insert = database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?, ?)');
  return {
    async add({ customer, id, item, quantity, placed_at }) {
      insert.run(customer, id, item, quantity, placed_at);
    },
    find: async (customer, id) => (one.get(customer, id) as Order | undefined) ?? null,
    listOf: async (customer) => own.all(customer, LIST_LIMIT) as unknown as Order[],
    listAll: async () => all.all(LIST_LIMIT) as unknown as Order[],
  };
};
