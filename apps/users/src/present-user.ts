// The user as the API shows it; apart, so that what a store holds and what a client sees can never be the same object.
import { isAdmin } from '@gatehouse/accounts';
import type { Account, User } from '@gatehouse/db';
import type { User as PresentedUser } from '@gatehouse/users-contract';

/** An account, and whether an admin looks at it. */
export interface SeenUser {
  readonly user: User;
  readonly byAdmin: boolean;
}

/** The account as this caller sees it. */
export const seenBy = (caller: Account, user: User): SeenUser => ({ user, byAdmin: isAdmin(caller) });

/** Picks member by member (ASVS 15.3.1), so that a new column never leaves by accident. */
export const presentUser = ({ user, byAdmin }: SeenUser): PresentedUser => ({
  id: user.id,
  first_name: user.firstName,
  last_name: user.lastName,
  email: user.email,
  email_verified: user.emailVerified,
  pending_email: user.pendingEmail,
  roles: [...user.roles],
  ...(byAdmin && { disabled: user.disabled }),
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
});
