// The set-up of every suite that runs on the stores; apart from testing.ts, which processes without jest load too.
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { addAccount, useCasesOver } from './testing.ts';

/** What each test finds: a store, a new account in it whose password is `PASSWORD`, and the use cases over it. */
export interface OnStore {
  store: StoreUnderTest;
  account: Account;
  act: ReturnType<typeof useCasesOver>;
}

/** Defines the tests of `suite` once for every store. The members of `on` are there when a test runs. */
export const describeOnStores = (suite: string, define: (on: Readonly<OnStore>) => void): void =>
  describe.each(storesUnderTest(suite))('on $name', ({ open }) => {
    const on = {} as OnStore;
    beforeAll(async () => {
      on.store = await open();
    });
    afterAll(() => on.store?.remove());
    beforeEach(async () => {
      on.account = await addAccount(on.store.database);
      on.act = useCasesOver(on.store.database);
    });
    define(on);
  });
