// A link to a new password, on behalf of an operator: nobody sets another's password.
import type { Audit } from '@gatehouse/audit';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';
import type { Meant } from './meant.ts';

export interface MailResetDeps {
  readonly mails: MailRows;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** Has a link mailed to the account. It is void once the password or the email has changed. */
export const mailReset = async (
  { mails, audit, now }: MailResetDeps,
  { id: accountId, credentialGeneration, ...named }: Meant & { readonly credentialGeneration: number },
): Promise<void> => {
  const cause = { why: 'operator', credentialGeneration } as const;
  await writeMail(mails, { kind: 'reset_password', accountId, cause, now: now() });
  await audit({ event: 'password_reset_requested', subject: accountId, ...named });
};
