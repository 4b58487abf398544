// Whether the index is there on which one account per email stands, asked before each write that sets an email.
import type { IndexDescriptionInfo } from 'mongodb';
import { NotMigratedError } from './faults.ts';
import { NAMESPACE_NOT_FOUND, unlessCode } from './server-errors.ts';

/** So long what was seen is believed, in milliseconds: somebody may drop the index under a running function. */
const BELIEVED_MS = 60_000;

export interface EmailIndexOptions {
  readonly onNotice: (notice: string) => void;
  readonly nowMs?: () => number;
}

/** What is asked of the collection of accounts. */
export interface Indexed {
  indexes(): Promise<readonly Pick<IndexDescriptionInfo, 'key' | 'unique' | 'partialFilterExpression'>[]>;
}

/**
 * Throws NotMigratedError while no unique index on the email of every account is there, under whatever name; without it two
 * writes at once could give two accounts one email. It is told once, and again only after it was there in between.
 */
export const createEmailIndexCheck = ({
  onNotice,
  nowMs = () => performance.now(),
}: EmailIndexOptions): ((users: Indexed) => Promise<void>) => {
  let seenAtMs = -Infinity;
  let told = false;
  return async (users) => {
    if (nowMs() - seenAtMs < BELIEVED_MS) return;
    if ((await unlessCode(users.indexes(), [NAMESPACE_NOT_FOUND], [])).some(isUniqueEmail)) {
      seenAtMs = nowMs();
      told = false;
      return;
    }
    if (!told) onNotice(MISSING);
    told = true;
    throw new NotMigratedError(MISSING);
  };
};

const MISSING =
  'There is no unique index on the email of accounts, so that no account is made and no email changed: run the migration';

const isUniqueEmail = ({
  key,
  unique,
  partialFilterExpression,
}: Awaited<ReturnType<Indexed['indexes']>>[number]) =>
  unique === true && partialFilterExpression === undefined && Object.keys(key).join() === 'email';
