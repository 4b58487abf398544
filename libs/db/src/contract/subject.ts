// What a store must hand to its contract, and the one way the contract's parts open and end it.
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Database } from '../ports.ts';

/** A store that is held against the contract. */
export interface ContractSubject {
  /** An empty database that has not been migrated. */
  readonly database: Database;
  /** Another handle on the same store, as another process would have; the contract closes it. */
  readonly reopen: () => Database;
  /** Removes what the store has left behind; `database` is closed by then. */
  readonly cleanup: () => Promise<void>;
}

/** Opens a fresh store for a part of the contract. */
export type OpenSubject = () => Promise<ContractSubject>;

/** A migrated database that lives as long as the surrounding `describe`. */
export const useMigrated = (open: OpenSubject): (() => ContractSubject) => {
  let subject: ContractSubject | undefined;
  beforeAll(async () => {
    subject = await open();
    await subject.database.migrate();
  });
  afterAll(async () => {
    await subject?.database.close();
    await subject?.cleanup();
  });
  return () => {
    if (!subject) throw new Error('The subject is there inside tests only');
    return subject;
  };
};

/** The call is answered as the ports promise of a database that is away: for the client, and with a cause for the log. */
export const expectUnavailable = async (call: Promise<unknown>): Promise<void> => {
  const error: unknown = await call.then(
    () => 'an answer',
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'store_unavailable', cause: expect.anything() });
  expect(error).toHaveProperty('retryAfterSeconds', expect.any(Number));
};

/** How many of the given answers are `true`. */
export const countTrue = (answers: readonly boolean[]): number => answers.filter(Boolean).length;

/** The same `action` so many times at once. */
export const atOnce = <T>(times: number, action: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => action(index)));
