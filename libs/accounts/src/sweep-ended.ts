// What follows an act that ends several sessions of an account by one write: telling which they were, and dropping them.
import type { Audit, Ending } from '@gatehouse/audit';
import type { SessionStore } from '@gatehouse/db';

export interface SweepDeps {
  readonly sessions: Pick<SessionStore, 'listByAccount' | 'dropEndedOf'>;
  readonly audit: Audit;
  readonly now: () => Date;
}

interface EndedSessions {
  readonly accountId: string;
  /** All sessions of an epoch below this one have ended. */
  readonly epoch: number;
  readonly why: Ending;
}

/**
 * Tells of each session that has ended, and drops them. It never throws: they have ended by then, and what a store that is away
 * leaves behind counts no more.
 */
export const sweepEnded = async (
  { sessions, audit, now }: SweepDeps,
  { accountId, epoch, why }: EndedSessions,
): Promise<void> => {
  const held = await sessions.listByAccount(accountId, now()).catch(() => null);
  const ended = held?.filter((session) => session.epoch < epoch).map(({ id }) => id) ?? ALL;
  for (const sid of ended) await audit({ event: 'session_ended', subject: accountId, sid, why });
  await sessions.dropEndedOf(accountId, epoch).catch(() => undefined);
};

/** One line without an id, where the store does not say which they were. */
const ALL = [null];
