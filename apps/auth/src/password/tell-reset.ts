// Whom a reset of a password is told to: its owner by mail, and the audit log.
import type { Audit, ChangedFactor } from '@gatehouse/audit';
import type { Account } from '@gatehouse/db';
import { hasFactor, type Factors } from '@gatehouse/factors';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';
import { mailPasswordChanged } from './mail-password-changed.ts';

/** Writes the rows of its mails, before the write: `account` is as it is until then. */
export const mailReset = async (mails: MailRows, account: Account, now: Date): Promise<void> => {
  await mailPasswordChanged(mails, account, now);
  if (account.emailVerified || !hasFactor(account.factors)) return;
  const cause = { factorsGeneration: account.factorsGeneration + 1 };
  await writeMail(mails, { kind: 'second_factor_changed', accountId: account.id, cause, now });
};

/** Tells what the write did to the account, which was `before` until then. */
export const tellReset = async (
  audit: Audit,
  { id: subject, email, emailVerified, factors }: Account,
): Promise<void> => {
  await audit({ event: 'password_changed', subject });
  if (emailVerified) return;
  await audit({ event: 'email_verified', subject, email });
  for (const factor of removedOf(factors)) await audit({ event: 'factor_removed', subject, factor });
};

const removedOf = ({ totp, passkeys }: Factors): readonly ChangedFactor[] => [
  ...(totp === null ? [] : (['totp'] as const)),
  ...passkeys.map(() => 'passkey' as const),
];
