// What is measured: candidates that do the same work on the same items.

/** `ours` is Gatehouse; a `floor` is what nobody can be faster than; all else is there to compare. */
export type Role = 'ours' | 'peer' | 'floor';

export interface Candidate<Item> {
  readonly name: string;
  readonly role: Role;
  /** Versions of the packages that it is made of, `name version`; none for Gatehouse and Node. */
  readonly versions?: readonly string[];
  /** Makes ready what a batch needs and no clock is to see. */
  readonly prepare?: (items: readonly Item[]) => void;
  /** Does the work for each of the items, one after the other. */
  readonly run: (items: readonly Item[]) => void | Promise<void>;
}

/** Calls `work` for each item in turn. */
export const oneByOne =
  <Item>(work: (item: Item) => Promise<unknown>): Candidate<Item>['run'] =>
  async (items) => {
    for (const item of items) await work(item);
  };

/** The same for work that is done when it returns, so that no turn of the event loop is measured. */
export const allAtOnce =
  <Item>(work: (item: Item) => unknown): Candidate<Item>['run'] =>
  (items) => {
    for (const item of items) work(item);
  };
