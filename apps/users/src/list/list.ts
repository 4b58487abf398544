// Listing accounts, oldest first, page by page, for admins.
import type { PagePosition, User, UserStore } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { requireAdmin, standingCaller, type CallerDeps } from '@gatehouse/accounts';

export interface ListDeps extends CallerDeps {
  readonly users: Pick<UserStore, 'findById' | 'list'>;
}

export interface ListInput {
  readonly principal: Principal;
  readonly limit: number;
  readonly after: PagePosition | null;
}

export interface UserPage {
  readonly items: readonly User[];
  /** Where the next page starts; null at the end. */
  readonly next: PagePosition | null;
}

/** One page. Throws `unauthorized` when the caller's session has ended, `forbidden` without the admin role. */
export const listUsers = async (
  deps: ListDeps,
  { principal, limit, after }: ListInput,
): Promise<UserPage> => {
  requireAdmin(await standingCaller(deps, principal));
  // One more than asked for tells whether a next page has anything on it.
  const found = await deps.users.list({ limit: limit + 1, after });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last !== undefined ? { createdAt: last.createdAt, id: last.id } : null;
  return { items, next };
};
