// Limits as the ports that use cases ask for, over the database as it is at each attempt.
import type { Database } from '@gatehouse/db';
import {
  countPasskeyAttempt,
  countRefusedRefresh,
  countRegistration,
  type RefusedRefresh,
} from './address-attempts.ts';
import type { Limit } from './limit.ts';
import { countCodeAttempt, type CodeAttempt } from './code-attempts.ts';
import {
  countPasswordAttempt,
  resumeAttempt,
  type Attempt,
  type CountedAttempt,
  type PasswordLimits,
} from './password-attempts.ts';
import { countRequestedMail } from './requested-mails.ts';

type Store = () => Promise<Pick<Database, 'counters' | 'values'>>;

/** What guesses at passwords and refresh tokens cost, and passkeys that are tried. All throw `too_many_attempts` with the time to wait. */
export interface LoginLimits {
  /** Before a password is looked at. */
  readonly countPassword: (attempt: Attempt) => Promise<CountedAttempt>;
  /** The attempt of that receipt, for a login that another request has begun. */
  readonly resumePassword: (receipt: string) => Promise<Pick<CountedAttempt, 'succeeded'>>;
  /** Before a passkey is looked at that signs in alone. */
  readonly countPasskey: (from: { readonly address: string }) => Promise<Pick<CountedAttempt, 'succeeded'>>;
  /** Behind the refusal of a refresh token; a good one costs nothing. */
  readonly countRefusedRefresh: (refused: RefusedRefresh) => Promise<void>;
}

/** Before a code is looked at. Throws `too_many_attempts` with the time to wait. */
export type CodeLimit = (attempt: CodeAttempt) => Promise<Pick<CountedAttempt, 'succeeded'>>;

/** Before an account is made, or a mail is asked for. Throws `too_many_attempts` with the time to wait. */
export type RegisterLimit = (from: { readonly address: string }) => Promise<void>;

/** Before a mail that somebody asked for: counts it, and says whether it may be sent. No answer tells which it was. */
export type MailLimit = (to: { readonly email: string }) => Promise<boolean>;

export const createLoginLimits = (store: Store, limits: PasswordLimits): LoginLimits => ({
  countPassword: async (attempt) => countPasswordAttempt({ store: await store(), limits }, attempt),
  resumePassword: async (receipt) => resumeAttempt({ store: await store(), limits }, receipt),
  countPasskey: async (from) => countPasskeyAttempt({ store: await store(), limits }, from),
  countRefusedRefresh: async (refused) => countRefusedRefresh({ store: await store(), limits }, refused),
});

export const createRegisterLimit =
  (store: Store, limit: Limit): RegisterLimit =>
  async (from) =>
    countRegistration({ store: await store(), limit }, from);

export const createMailLimit =
  (store: Store, limit: Limit): MailLimit =>
  async (to) =>
    countRequestedMail({ store: await store(), limit }, to);

export const createCodeLimit =
  (store: Store, limit: Limit): CodeLimit =>
  async (attempt) =>
    countCodeAttempt({ store: await store(), limit }, attempt);
