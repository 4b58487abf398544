// The changes of each account since a moment. Neither the order of lines nor how often one stands there changes anything: of
// several lists of roles the account keeps what is in all of them.
import type { Fact } from './facts.ts';
import type { Change } from './read-changes.ts';

export interface AccountChanges {
  readonly facts: ReadonlySet<Fact>;
  /** The roles that it had at every moment since; null where no event tells of roles. */
  readonly roles: readonly string[] | null;
}

/** Clocks of two machines, and of one that is set back, differ by less. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * By the id of the account. A line is written behind its change, so that what was told before the copy began is in it. Null
 * counts every line, for a copy that does not say when it was made.
 */
export const changesSince = (
  changes: readonly Change[],
  takenAt: Date | null,
): ReadonlyMap<string, AccountChanges> => {
  const since = takenAt === null ? -Infinity : takenAt.getTime() - CLOCKS_DIFFER_MS;
  const found = new Map<string, AccountChanges>();
  for (const change of changes)
    if (change.time >= since) found.set(change.subject, join(found.get(change.subject), change));
  return found;
};

const join = (known: AccountChanges | undefined, { facts, roles }: Change): AccountChanges => ({
  facts: new Set([...(known?.facts ?? []), ...facts]),
  roles: inBoth(known?.roles ?? null, roles ?? null),
});

const inBoth = (known: readonly string[] | null, told: readonly string[] | null): readonly string[] | null =>
  known !== null && told !== null ? known.filter((role) => told.includes(role)) : (known ?? told);
