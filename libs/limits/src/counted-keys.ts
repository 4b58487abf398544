// Under which keys attempts are counted: HMACs, of which nobody reads an email or an address.
import { createHmac } from 'node:crypto';
import { storeKeyOf, type ValueStore } from '@gatehouse/db';
import { ipv4Of, networkOf } from '@gatehouse/sessions';

/** Makes the key of what is counted, `purpose` being public and the rest not. */
export type KeyOf = (purpose: string, ...parts: readonly string[]) => string;

/** The keys of this store: the same in every process on it, and without a meaning on another. */
export const keysOf = async (values: Pick<ValueStore, 'keep'>): Promise<KeyOf> => {
  const secret = await storeKeyOf(values, 'throttles');
  return (purpose, ...parts) =>
    `${purpose}:${createHmac('sha256', secret)
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url')}`;
};

/**
 * The caller whom an address stands for: an IPv4 address, also within IPv6, is one; of IPv6 a home has a /64. A text that is
 * no address stands for itself.
 */
export const callerAt = (address: string): string => ipv4Of(address) ?? networkOf(address);

/** One account in any letter case. */
export const accountOf = (email: string): string => email.toLowerCase();
