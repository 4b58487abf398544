// An order, and what a request has to say to place one.
import { randomBytes } from 'node:crypto';
import { GatehouseError } from '@gatehouse/http/errors';

export interface Order {
  readonly id: string;
  /** The account that placed it: `sub` of its access token. */
  readonly customer: string;
  readonly item: string;
  readonly quantity: number;
  readonly placed_at: string;
}

/** What the customer chooses. */
export type Wish = Pick<Order, 'item' | 'quantity'>;

/** The wish that a parsed body is. @throws GatehouseError `validation_failed`, with every member at fault */
export const toWish = (body: unknown): Wish => {
  const { item, quantity, ...others } = membersOf(body);
  const errors = [
    ...(isItem(item) ? [] : [{ pointer: '/item', message: 'must be 1 to 100 characters' }]),
    ...(isQuantity(quantity) ? [] : [{ pointer: '/quantity', message: 'must be a whole number, 1 to 99' }]),
    ...Object.keys(others).map((name) => ({ pointer: pointerTo(name), message: 'is not known' })),
  ];
  if (errors.length > 0 || !isItem(item) || !isQuantity(quantity))
    throw new GatehouseError('validation_failed', { errors });
  return { item, quantity };
};

/** The order of a customer, placed now. Its id begins with the time, so that a later order sorts behind an earlier one. */
export const placeNow = (customer: string, wish: Wish, now: Date): Order => ({
  id: `${now.getTime().toString(36).padStart(9, '0')}-${randomBytes(10).toString('hex')}`,
  customer,
  ...wish,
  placed_at: now.toISOString(),
});

const membersOf = (body: unknown): Readonly<Record<string, unknown>> => {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new GatehouseError('validation_failed', { errors: [{ pointer: '', message: 'must be an object' }] });
};

const isItem = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 100;

const isQuantity = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 99;

/** RFC 6901 §3. */
const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
