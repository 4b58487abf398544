// Whether the index is there that keeps an email to one account; asked before each write that sets an email.
import { storeUnavailable } from '../unavailable.ts';
import { NotMigratedError } from './faults.ts';
import type { ListedIndex } from './listed-indexes.ts';

/** How long a look at the index holds, in milliseconds: somebody may drop it under a running function. */
const BELIEVED_MS = 60_000;

export interface EmailIndexOptions {
  readonly onNotice: (notice: string) => void;
  readonly nowMs?: () => number;
}

/** What counts of an index. */
export type Index = Pick<ListedIndex, 'key' | 'unique' | 'partialFilterExpression' | 'stands'>;

/**
 * Throws `store_unavailable` while no unique index on the email of every account stands, under whatever name; without it two
 * writes at once could give two accounts one email. It is told once, and again only after it was there in between.
 * @param indexesOfUsers The indexes of the collection of accounts; none where it is not there.
 */
export const createEmailIndexCheck = (
  indexesOfUsers: () => Promise<readonly Index[]>,
  { onNotice, nowMs = () => performance.now() }: EmailIndexOptions,
): (() => Promise<void>) => {
  let seenAtMs = -Infinity;
  let told = false;
  return async () => {
    if (nowMs() - seenAtMs < BELIEVED_MS) return;
    if ((await indexesOfUsers()).some(isUniqueEmail)) {
      seenAtMs = nowMs();
      told = false;
      return;
    }
    if (!told) onNotice(MISSING);
    told = true;
    throw storeUnavailable(new NotMigratedError(MISSING));
  };
};

const MISSING =
  'There is no unique index on the email of accounts, so that no account is made and no email changed: run the migration';

const isUniqueEmail = ({ key, unique, partialFilterExpression, stands }: Index): boolean =>
  stands && unique === true && partialFilterExpression === undefined && Object.keys(key).join() === 'email';
