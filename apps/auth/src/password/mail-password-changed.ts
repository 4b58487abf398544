// The notice of a new password, however it came about.
import type { Account } from '@gatehouse/db';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';

/** Writes its row, before the change: `account` is as it is until then. */
export const mailPasswordChanged = (
  mails: MailRows,
  { id: accountId, credentialGeneration, epoch }: Account,
  now: Date,
): Promise<void> => {
  const changed = { credentialGeneration: credentialGeneration + 1, epoch: epoch + 1 };
  return writeMail(mails, { kind: 'password_changed', cause: changed, accountId, now });
};
