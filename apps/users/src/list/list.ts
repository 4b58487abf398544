// Listing accounts for admins: all, oldest first, page by page, or the one that has an email.
import type { PagePosition, UserStore } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { adminCaller, type CallerDeps } from '@gatehouse/accounts';
import { seenBy, type SeenUser } from '../present-user.ts';

export interface ListDeps extends CallerDeps {
  readonly users: Pick<UserStore, 'findById' | 'findByEmail' | 'list'>;
}

export interface ListInput {
  readonly principal: Principal;
  readonly limit: number;
  readonly after: PagePosition | null;
}

export interface UserPage {
  readonly items: readonly SeenUser[];
  /** Where the next page starts; null at the end. */
  readonly next: PagePosition | null;
}

/** One page. Throws `unauthorized` when the caller's session has ended, `forbidden` without the admin role. */
export const listUsers = async (
  deps: ListDeps,
  { principal, limit, after }: ListInput,
): Promise<UserPage> => {
  const caller = await adminCaller(deps, principal);
  // One more than asked for tells whether a next page has anything on it.
  const found = await deps.users.list({ limit: limit + 1, after });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last !== undefined ? { createdAt: last.createdAt, id: last.id } : null;
  return { items: items.map((user) => seenBy(caller, user)), next };
};

/** The account of this email in any letter case, as a page of one or none. Throws as `listUsers` does. */
export const findUsers = async (
  deps: ListDeps,
  { principal, email }: { readonly principal: Principal; readonly email: string },
): Promise<UserPage> => {
  const caller = await adminCaller(deps, principal);
  const user = await deps.users.findByEmail(email.toLowerCase());
  return { items: user === null ? [] : [seenBy(caller, user)], next: null };
};
