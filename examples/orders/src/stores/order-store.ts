// The port: what the routes ask of wherever orders are kept.
import type { Order } from '../order.ts';

/** How many orders a list has at most. */
export const LIST_LIMIT = 100;

/** Every method throws `store_unavailable` when the store does not answer. */
export interface OrderStore {
  add(order: Order): Promise<void>;
  /** Null where this customer has no such order. */
  find(customer: string, id: string): Promise<Order | null>;
  /** The latest first, `LIST_LIMIT` at most. */
  listOf(customer: string): Promise<readonly Order[]>;
  /** Everyone's, in no order, `LIST_LIMIT` at most. */
  listAll(): Promise<readonly Order[]>;
}
