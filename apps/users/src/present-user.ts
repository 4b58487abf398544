// The user as the API shows it; apart, so that what a store holds and what a client sees can never be the same object.
import type { User } from '@gatehouse/db';
import type { User as PresentedUser } from '@gatehouse/users-contract';

/** Picks member by member (ASVS 15.3.1), so that a new column never leaves by accident. */
export const presentUser = (user: User): PresentedUser => ({
  id: user.id,
  first_name: user.firstName,
  last_name: user.lastName,
  email: user.email,
  email_verified: user.emailVerified,
  roles: [...user.roles],
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
});
