// The closed list of audit events: what each says beside the members that all of them have.

/** Why a session ended. `reuse` and `replays` are the rules of libs/sessions; `limit` is a login beyond the most that an account keeps. */
export const ENDINGS = [
  'logout',
  'logout_all',
  'ended_by_owner',
  'password',
  'reset',
  'disabled',
  'removed',
  'operator',
  'reuse',
  'replays',
  'limit',
  'factor',
] as const;

export type Ending = (typeof ENDINGS)[number];

/** Why a login was refused, which no answer tells. */
export type Refusal = 'unknown_account' | 'wrong_password' | 'wrong_passkey' | 'disabled';

/** A factor that was tried at a login, beside the password. */
export type TriedFactor = 'totp' | 'recovery_code' | 'passkey';

/** What an account has gained or lost. Recovery codes that come with the first factor, and go with the last, are not told. */
export type ChangedFactor = 'totp' | 'passkey' | 'recovery_codes';

/** Events that say no more than that they happened. */
type PlainEvent =
  | 'account_created'
  | 'account_removed'
  | 'account_disabled'
  | 'account_enabled'
  | 'login_succeeded'
  | 'login_challenged'
  | 'login_throttled'
  | 'passkey_counter_regressed'
  | 'refresh_replayed_elsewhere'
  | 'password_changed'
  | 'password_reset_requested'
  | 'email_verified';

type EventWithDetails =
  | { readonly event: PlainEvent }
  /** The names of the members that were sent, never their values. */
  | { readonly event: 'account_changed'; readonly changed: readonly string[] }
  | { readonly event: 'login_failed'; readonly why: Refusal }
  | { readonly event: 'second_factor_failed'; readonly factor: TriedFactor }
  | { readonly event: 'factor_added'; readonly factor: ChangedFactor }
  /** Without `factor` where all of them are removed. */
  | { readonly event: 'factor_removed'; readonly factor?: ChangedFactor }
  | { readonly event: 'session_ended'; readonly why: Ending }
  /** All roles of the account from now on. */
  | { readonly event: 'roles_changed'; readonly roles: readonly string[] };

interface Concerns {
  /** The id of the account that it happened to; null where there is none. */
  readonly subject: string | null;
  /** The session that it is about: the new one of a login, the one that ended. The caller's where it is left out. */
  readonly sid?: string | null;
  /** The id of who did it, `operator`, or null for nobody known. The caller where it is left out. */
  readonly actor?: string | null;
  /** The email that was given. It is never written: the line has the `account_key` made of it. */
  readonly email?: string;
}

/** Something that happened, as a use case tells it. */
export type AuditEvent = EventWithDetails & Concerns;

export type AuditEventName = AuditEvent['event'];

const EVERY_EVENT: Readonly<Record<AuditEventName, true>> = {
  account_created: true,
  account_changed: true,
  account_removed: true,
  account_disabled: true,
  account_enabled: true,
  roles_changed: true,
  login_succeeded: true,
  login_challenged: true,
  login_failed: true,
  login_throttled: true,
  second_factor_failed: true,
  factor_added: true,
  factor_removed: true,
  passkey_counter_regressed: true,
  refresh_replayed_elsewhere: true,
  session_ended: true,
  password_changed: true,
  password_reset_requested: true,
  email_verified: true,
};

/** The names of all events. */
export const AUDIT_EVENTS = Object.keys(EVERY_EVENT) as readonly AuditEventName[];

/** Tells of an event, before the answer. It never throws: what cannot be written is logged. */
export type Audit = (event: AuditEvent) => Promise<void>;
