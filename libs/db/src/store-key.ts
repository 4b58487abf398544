// The key that belongs to a store: what is derived from it means something on this store alone, for every process alike.
import { hkdfSync, randomBytes } from 'node:crypto';
import type { ValueStore } from './ports.ts';

const NAME = 'store_key';
const KEY_BYTES = 32;

/**
 * A key of 32 bytes for one `purpose`, derived from the store's own (HKDF-SHA-256, RFC 5869). The store's key is made by
 * `migrate`, or by the first who asks; it is read once for each open database. Throws `store_unavailable`.
 */
export const storeKeyOf = async (values: Pick<ValueStore, 'keep'>, purpose: string): Promise<Buffer> =>
  Buffer.from(hkdfSync('sha256', await rootKeyOf(values), '', `gatehouse ${purpose}`, KEY_BYTES));

/** Makes the store's key where there is none, and answers with it. */
export const ensureStoreKey = (values: Pick<ValueStore, 'keep'>): Promise<string> =>
  values.keep(NAME, randomBytes(KEY_BYTES).toString('base64url'));

const known = new WeakMap<object, Promise<Buffer>>();

const rootKeyOf = (values: Pick<ValueStore, 'keep'>): Promise<Buffer> => {
  const held = known.get(values);
  if (held !== undefined) return held;
  const reading = ensureStoreKey(values).then((text) => Buffer.from(text, 'base64url'));
  known.set(values, reading);
  reading.catch(() => known.delete(values));
  return reading;
};
