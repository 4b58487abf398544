// What is wrong about a store that an import was to fill with the sample lines.
import { pagesOf } from '@gatehouse/accounts/import';
import { NO_PASSWORD } from '@gatehouse/accounts';
import type { Account, Database } from '@gatehouse/db';
import { hasHash, sampleLine } from './sample-lines.ts';

const MOST_FAULTS = 10;

/** Nothing when all is well: each line is one account, field for field, and the hashes are counted. */
export const faultsIn = async (
  { users, values }: Pick<Database, 'users' | 'values'>,
  lines: number,
): Promise<readonly string[]> => {
  const seen = new Uint8Array(lines);
  const faults: string[] = [];
  for await (const page of pagesOf(users))
    for (const account of page) faults.push(...faultsOf(account, seen).slice(0, MOST_FAULTS - faults.length));
  const missing = seen.filter((times) => times === 0).length;
  if (missing > 0) faults.push(`${missing} accounts are missing`);
  const counted = Number(await values.find('imported_hashes'));
  const hashes = seen.filter((_, index) => hasHash(index)).length;
  if (counted !== hashes) faults.push(`${counted} hashes are counted, and there are ${hashes}`);
  return faults;
};

const faultsOf = (account: Account, seen: Uint8Array): readonly string[] => {
  const index = Number(/^person-(\d+)@example\.com$/.exec(account.email)?.[1] ?? -1);
  const times = seen[index];
  if (times === undefined) return [`${account.email} was in no line`];
  seen[index] = times + 1;
  const {
    id,
    first_name,
    last_name,
    email_verified,
    created_at,
    password_hash = NO_PASSWORD,
  } = sampleLine(index);
  const isRight =
    (id === undefined || account.id === id) &&
    account.firstName === first_name &&
    account.lastName === last_name &&
    account.emailVerified === email_verified &&
    account.createdAt.toISOString() === created_at &&
    account.passwordHash === password_hash &&
    account.roles.join() === 'user';
  return [
    ...(times > 0 ? [`${account.email} is there twice`] : []),
    ...(isRight ? [] : [`${account.email} is not as its line`]),
  ];
};
