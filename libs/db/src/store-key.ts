// The key that belongs to a store: what is derived from it means something on this store alone, for every process alike.
import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { ValueStore } from './ports.ts';

const NAME = 'store_key';
const KEY_BYTES = 32;

/**
 * A key of 32 bytes for one `purpose`, derived from the store's own (HKDF-SHA-256, RFC 5869). The store's key is made by
 * `migrate`, or by the first who asks; it is read, and each key derived of it, once for each open database.
 * Throws `store_unavailable`.
 * @example
 * const key = await storeKeyOf(database.values, 'orders: names of counters');
 */
export const storeKeyOf = async (values: Pick<ValueStore, 'keep'>, purpose: string): Promise<KeyObject> => {
  const { root, derived } = await keysOf(values);
  const key = derived.get(purpose) ?? derive(root, purpose);
  derived.set(purpose, key);
  return key;
};

/**
 * As `storeKeyOf`, and another key after each restore of the store: for what is sealed for a short time and kept nowhere, which a
 * copy of the store cannot know to be spent. Throws `store_unavailable`.
 * @example
 * const key = await renewedKeyOf(database.values, 'orders: links of a minute');
 */
export const renewedKeyOf = async (values: Pick<ValueStore, 'keep'>, purpose: string): Promise<KeyObject> =>
  storeKeyOf(values, purpose + (await restorationOf(values)));

/** The shared value that a restore sets anew. */
export const RESTORED = 'restored';

const restorations = new WeakMap<object, Promise<string>>();

/** Empty for a store that was never restored; read once for each open database. */
const restorationOf = (values: Pick<ValueStore, 'keep'>): Promise<string> => {
  const held = restorations.get(values);
  if (held !== undefined) return held;
  const reading = values.keep(RESTORED, '');
  restorations.set(values, reading);
  reading.catch(() => restorations.delete(values));
  return reading;
};

/** Makes the store's key where there is none, and answers with it. */
export const ensureStoreKey = (values: Pick<ValueStore, 'keep'>): Promise<string> =>
  values.keep(NAME, randomBytes(KEY_BYTES).toString('base64url'));

interface StoreKeys {
  readonly root: Buffer;
  /** By purpose, of which there are a few. */
  readonly derived: Map<string, KeyObject>;
}

const known = new WeakMap<object, Promise<StoreKeys>>();

const keysOf = (values: Pick<ValueStore, 'keep'>): Promise<StoreKeys> => {
  const held = known.get(values);
  if (held !== undefined) return held;
  const reading = ensureStoreKey(values).then((text) => ({
    root: Buffer.from(text, 'base64url'),
    derived: new Map<string, KeyObject>(),
  }));
  known.set(values, reading);
  reading.catch(() => known.delete(values));
  return reading;
};

const derive = (root: Buffer, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', root, '', `gatehouse ${purpose}`, KEY_BYTES)));
