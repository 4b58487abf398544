// What a restore ends: everything that was given out before it, such as sessions and links. The counters of accounts rise above all that
// was given out since the copy.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Account } from '../ports.ts';
import { RESTORED } from '../store-key.ts';
import { removeStamp } from './stamp.ts';

/** How many rows went. */
export interface Ended {
  readonly sessions: number;
  readonly tokens: number;
  readonly registrations: number;
  readonly mails: number;
}

/** Far more than an account's counters have grown since any copy was made, and far below what a number holds. */
const LEAP = 1_000_000;

/**
 * The account with counters above all that the file knows, and above all that was given out since it was copied, so that no number
 * means two states of the account. A change of email that waited is void.
 */
export const raised = (account: Account, highestEpoch: number): Account => ({
  ...account,
  epoch: highestEpoch + LEAP,
  credentialGeneration: account.credentialGeneration + LEAP,
  factorsGeneration: account.factorsGeneration + LEAP,
  pendingEmail: null,
  pendingId: null,
});

export const highestEpochIn = (database: DatabaseSync): number =>
  Number(
    database
      .prepare(
        'SELECT max(epoch) AS epoch FROM (SELECT epoch FROM users UNION ALL SELECT epoch FROM sessions)',
      )
      .get()?.['epoch'] ?? 0,
  );

/** Sessions, one-time tokens, registrations that wait and mails that wait go. Challenges that no store keeps end by another key. */
export const endAll = (database: DatabaseSync): Ended => {
  const emptied = (table: string): number => Number(database.prepare(`DELETE FROM ${table}`).run().changes);
  database
    .prepare('INSERT OR REPLACE INTO shared_values (name, value) VALUES (?, ?)')
    .run(RESTORED, randomUUID());
  removeStamp(database);
  return {
    sessions: emptied('sessions'),
    tokens: emptied('one_time_tokens'),
    registrations: emptied('waiting_registrations'),
    mails: emptied('mails'),
  };
};
