// The keys of `FACTOR_KEYS`: outside the database, so that a copy of it alone gives no codes of anyone's app.
import { hkdfSync } from 'node:crypto';

/** A versioned key of AES-256. The version is public, and stands in each text that is sealed with the key. */
export interface FactorKey {
  readonly version: string;
  readonly key: Buffer;
}

/** The first one seals. */
export type FactorKeys = readonly [FactorKey, ...FactorKey[]];

/** Keys that cannot be read, or a sealed text that no key opens. No message holds a key or a secret. */
export class FactorKeyError extends Error {
  override readonly name = 'FactorKeyError';
}

/**
 * Keys from `version:base64` items separated by commas, such as `v2:…,v1:…`. The first one seals, the others open what was sealed
 * before. A version is 1 to 8 letters, digits, `-` and `_`; a secret has 16 to 64 bytes, best 32, of which the key is derived.
 * @throws FactorKeyError with the item's position and the rule it broke
 */
export const parseFactorKeys = (text: string): FactorKeys => {
  const keys = text.trim().split(',').map(toKey) as [FactorKey, ...FactorKey[]];
  if (new Set(keys.map(({ version }) => version)).size < keys.length)
    throw new FactorKeyError('each key must have a version of its own');
  return keys;
};

const ITEM = /^([\w-]{1,8}):([A-Za-z0-9+/_-]+={0,2})$/;

const toKey = (item: string, index: number): FactorKey => {
  const match = ITEM.exec(item.trim());
  if (match === null)
    throw new FactorKeyError(`key ${index + 1} must be version:base64, with a version of 1 to 8 letters`);
  const [version, secret] = [match[1]!, Buffer.from(match[2]!, 'base64')];
  if (secret.length < 16 || secret.length > 64)
    throw new FactorKeyError(`key ${index + 1} must have 16 to 64 bytes`);
  return { version, key: Buffer.from(hkdfSync('sha256', secret, '', 'gatehouse totp secrets', 32)) };
};
