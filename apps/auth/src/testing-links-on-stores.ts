// The set-up of suites about links, on every store.
import { describeOnEachStore, type OnEachStore } from '@gatehouse/db/testing';
import { addAccount, useCasesOver } from './testing.ts';
import { linksOver } from './testing-links.ts';
import type { OnStore } from './testing-on-stores.ts';

/** What each test finds: what others find too, and the use cases of links. */
export type OnStoreWithLinks = OnEachStore<
  Pick<OnStore, 'account' | 'act'> & { readonly links: ReturnType<typeof linksOver> }
>;

/** Defines the tests of `suite` once for every store. The clock is right to begin with: SQLite drops tokens that are over by its own. */
export const describeLinksOnStores = (suite: string, define: (on: OnStoreWithLinks) => void): void =>
  describeOnEachStore(suite, define, async ({ database }) => {
    const act = useCasesOver(database);
    act.clock.now = new Date();
    return { account: await addAccount(database), act, links: linksOver(database, act) };
  });
