// The set-up of every suite that runs on the stores; apart from testing.ts, which processes without jest load too.
import type { Account } from '@gatehouse/db';
import { describeOnEachStore, type OnEachStore } from '@gatehouse/db/testing';
import { addAccount, useCasesOver } from './testing.ts';

/** What each test finds: a store, a new account in it whose password is `PASSWORD`, and the use cases over it. */
export type OnStore = OnEachStore<{
  readonly account: Account;
  readonly act: ReturnType<typeof useCasesOver>;
}>;

/** Defines the tests of `suite` once for every store. */
export const describeOnStores = (suite: string, define: (on: OnStore) => void): void =>
  describeOnEachStore(suite, define, async ({ database }) => ({
    account: await addAccount(database),
    act: useCasesOver(database),
  }));
