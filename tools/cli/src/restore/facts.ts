// What each audit event tells of an account that a copy from before it does not know: the closed list of all events.
import type { AuditEventName, AuditLine } from '@gatehouse/audit';

/** Something that has happened to an account. */
export type Fact =
  | 'created'
  | 'removed'
  | 'disabled'
  | 'enabled'
  | 'email'
  | 'verified'
  | 'password'
  | 'challenged'
  | 'factor_added'
  | 'codes_replaced'
  | 'totp_removed'
  | 'passkey_removed'
  | 'factors_removed';

export interface Told {
  readonly facts: readonly Fact[];
  /** All roles of the account from then on, where that is what the event tells. */
  readonly roles?: readonly string[];
}

/** Null for a line whose members are not those of its event. */
type Reading = (line: AuditLine) => Told | null;

const tells =
  (...facts: readonly Fact[]): Reading =>
  () => ({ facts });

/** Sessions have ended and counts go on by themselves, whatever has happened to them since. */
const nothing = tells();

export const READINGS: Readonly<Record<AuditEventName, Reading>> = {
  account_created: tells('created'),
  // A change that was asked for and never confirmed looks the same as one that counts without mail.
  account_changed: ({ changed }) =>
    isListOfText(changed) ? { facts: changed.includes('email') ? ['email'] : [] } : null,
  account_removed: tells('removed'),
  account_disabled: tells('disabled'),
  account_enabled: tells('enabled'),
  roles_changed: ({ roles }) => (isListOfText(roles) ? { facts: [], roles } : null),
  login_succeeded: nothing,
  // A recovery code may have been spent: no event tells which factor has completed a login.
  login_challenged: tells('challenged'),
  login_failed: nothing,
  login_throttled: nothing,
  second_factor_failed: nothing,
  factor_added: ({ factor }) => ADDED[String(factor)] ?? null,
  factor_removed: ({ factor = 'all' }) => REMOVED[String(factor)] ?? null,
  // The passkey was refused, and will be again: its counter in the copy is no higher.
  passkey_counter_regressed: nothing,
  refresh_replayed_elsewhere: nothing,
  session_ended: nothing,
  password_changed: tells('password'),
  password_reset_requested: nothing,
  email_verified: tells('verified'),
};

const ADDED: Readonly<Record<string, Told>> = {
  totp: { facts: ['factor_added'] },
  passkey: { facts: ['factor_added'] },
  recovery_codes: { facts: ['codes_replaced'] },
};

const REMOVED: Readonly<Record<string, Told>> = {
  totp: { facts: ['totp_removed'] },
  passkey: { facts: ['passkey_removed'] },
  recovery_codes: { facts: ['codes_replaced'] },
  all: { facts: ['factors_removed'] },
};

const isListOfText = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
