// A claim on an email: the item that makes one account alone have it.
import { keyOf, type Key } from './keys.ts';
import type { Table } from './requests.ts';
import { textIn } from './values.ts';

export interface Claim {
  readonly email: string;
  readonly accountId: string;
  readonly name: string;
}

export const claimKey = (email: string): Key => keyOf('email', email);

export const claimOf = async (table: Table, email: string): Promise<Claim | null> => {
  const item = await table.get(claimKey(email));
  return item && { email, accountId: textIn(item, 'accountId'), name: textIn(item, 'name') };
};

/** The condition that the claim is still the one of that name. */
export const stillNamed = (name: string) => ({ expression: '#name = :held', values: { held: name } });
