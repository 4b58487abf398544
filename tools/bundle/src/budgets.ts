// How large each app may be; apart, because these numbers are a promise and everything else follows from them.
import type { Sizes } from './sizes.ts';

/** In bytes, compressed, without source maps, native files, data and the notices. */
interface Budget {
  /** The entry of this name, with all that it loads at start. */
  readonly entry?: string;
  readonly bytes: number;
}

const BUDGETS: Readonly<Record<string, Budget>> = {
  authorizer: { entry: 'handler', bytes: 12_000 },
  auth: { bytes: 395_000 },
  users: { bytes: 308_000 },
};

/** A budget with what is used of it. */
export interface Spending {
  readonly what: string;
  readonly bytes: number;
  readonly budget: number;
}

/** What an app spends; null for an app that has no budget. */
export const spendingOf = (app: string, { entries, modules }: Sizes): Spending | null => {
  const budget = BUDGETS[app];
  if (budget === undefined) return null;
  const entry = entries.find(({ name }) => name === budget.entry);
  return entry === undefined
    ? { what: app, bytes: modules, budget: budget.bytes }
    : { what: `${app}, entry ${entry.name}`, bytes: entry.atStart, budget: budget.bytes };
};
