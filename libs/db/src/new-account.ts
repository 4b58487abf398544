// An account as it begins.
import { NO_FACTORS } from '@gatehouse/factors';
import type { Account, Role } from './ports.ts';

/** What is known of an account when it is made. */
export interface NewAccount {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** False where nothing is said. */
  readonly emailVerified?: boolean;
  /** `user` alone where nothing is said. */
  readonly roles?: readonly Role[];
  readonly passwordHash: string;
  readonly now: Date;
}

/**
 * An account of today, without factors and with nothing pending; its email in lower case.
 * @example
 * const name = { firstName: 'Ada', lastName: 'Lovelace' };
 * const account = newAccount({ id: 'a1', ...name, email: 'ada@example.com', passwordHash: '$argon2id$…', now: new Date() });
 */
export const newAccount = ({
  id,
  firstName,
  lastName,
  email,
  emailVerified = false,
  roles = ['user'],
  passwordHash,
  now,
}: NewAccount): Account => ({
  id,
  firstName,
  lastName,
  email: email.toLowerCase(),
  emailVerified,
  pendingEmail: null,
  roles,
  disabled: false,
  createdAt: now,
  updatedAt: now,
  passwordHash,
  epoch: 0,
  pendingId: null,
  credentialGeneration: 0,
  factors: NO_FACTORS,
  factorsGeneration: 0,
  vouches: 0,
});
