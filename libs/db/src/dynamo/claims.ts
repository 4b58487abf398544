// Taking and giving up emails. A claim counts while its account names it as the claim of its own email. A
// claim that no write can make count any more is void, and may be taken over.
import { replace, readRecord, settle } from './account-records.ts';
import { claimKey, claimOf, stillNamed, type Claim } from './claim-items.ts';
import { ABSENT, type Table } from './requests.ts';

/** Whether the email is claimed by this claim from then on; false where another account has it. */
export const takeEmail = async (table: Table, claim: Claim): Promise<boolean> => {
  const { email, accountId, name } = claim;
  const item = { ...claimKey(email), accountId, name };
  for (;;) {
    if (await table.put(item, ABSENT)) return true;
    const held = await claimOf(table, email);
    if (held?.name === name) return true;
    if (held === null) continue;
    if (!(await makeVoid(table, held, LOST))) return false;
    if (await table.put(item, stillNamed(held.name))) return true;
  }
};

/** Gives up a claim, unless its account names it. */
export const giveUpEmail = async (table: Table, claim: Claim): Promise<void> => {
  if (await makeVoid(table, claim, GIVEN_UP)) await dropClaim(table, claim);
};

/** Drops a void claim. One that has been taken over stays. */
export const dropClaim = async (
  table: Table,
  { email, name }: Pick<Claim, 'email' | 'name'>,
): Promise<void> => void (await table.remove(claimKey(email), stillNamed(name)));

/** What is written to an account that was on its way to an email which another account takes. */
const LOST = { claim: null };
const GIVEN_UP = null;

/**
 * Sees to it that no write can make the claim count any more; false where it counts already. The account of an email that is on
 * its way is written to first, which raises its version, so that the slower writer fails.
 */
const makeVoid = async (
  table: Table,
  claim: Claim,
  left: typeof LOST | typeof GIVEN_UP,
): Promise<boolean> => {
  for (;;) {
    const record = await readRecord(table, claim.accountId);
    if (record?.claim === claim.name) {
      if (await settle(table, record)) return false;
      continue;
    }
    if (record?.move?.claim !== claim.name) return true;
    const move = left && { ...left, email: record.move.email };
    if (await replace(table, record, { move })) return true;
  }
};
