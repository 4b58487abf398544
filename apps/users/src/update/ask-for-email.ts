// A new email, where there is mail: it is asked for, and counts once the link in the mail to it is used.
import type { Account, PendingEmail, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { MailLimit } from '@gatehouse/limits';
import { writeMail, type MailRows } from '@gatehouse/mail/rows';

export interface AskForEmailDeps {
  readonly users: Pick<UserStore, 'findByEmail'>;
  readonly mayMail: MailLimit;
  /** Whether no answer may tell that an address is taken: as where registrations are confirmed. */
  readonly hidesOwners: boolean;
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * Writes the mails of the change, of which the account is to be told before it is made: the link to the new address and a notice to
 * the present one. Null where it is the present one, and nothing is to be pending. An address that another account has throws
 * `email_taken`, or has its owner told in the place of the link, at the same cost.
 */
export const askForEmail = async (
  deps: AskForEmailDeps,
  { mails, account, email }: { readonly mails: MailRows; readonly account: Account; readonly email: string },
): Promise<PendingEmail | null> => {
  if (email === account.email) return null;
  const owner = await deps.users.findByEmail(email);
  if (owner !== null && !deps.hidesOwners) throw new GatehouseError('email_taken');
  const [accountId, now, pendingId] = [account.id, deps.now(), deps.newId()];
  await mailToNew(deps, { mails, accountId, owner, pending: { id: pendingId, email } });
  const asked = { why: 'asked', to: account.email, pendingId } as const;
  await writeMail(mails, { kind: 'email_changed', cause: asked, accountId, now });
  return { id: pendingId, email };
};

/** Whoever asks about an address that is taken over and over has its owner told so often and no more. */
const mailToNew = async (
  { mayMail, newId, now }: AskForEmailDeps,
  { mails, accountId, owner, pending }: MailToNew,
): Promise<void> => {
  const mayBeSent = await mayMail({ email: owner === null ? newId() : pending.email });
  const cause = { why: 'pending', pendingId: pending.id } as const;
  await (owner === null
    ? writeMail(mails, { kind: 'verify_email', cause, accountId, now: now() })
    : writeMail(mails, {
        kind: 'account_exists',
        cause: {},
        accountId: mayBeSent ? owner.id : newId(),
        now: now(),
      }));
};

interface MailToNew {
  readonly mails: MailRows;
  /** The account that asks. */
  readonly accountId: string;
  /** The account that has the address. */
  readonly owner: Account | null;
  readonly pending: PendingEmail;
}
