// A forgotten password: mails a link to whoever has the mailbox, and tells nobody whether there is an account.
import type { Audit } from '@gatehouse/audit';
import { knownBy, writeRequested, type MailRequest, type MailRequestDeps } from '../requested-mail.ts';

export interface ForgotPasswordDeps extends MailRequestDeps {
  readonly audit: Audit;
}

/** Has a link mailed where the email is of an account, or of a registration that waits. Throws `too_many_attempts`. */
export const forgotPassword = async (deps: ForgotPasswordDeps, input: MailRequest): Promise<void> => {
  const email = input.email.toLowerCase();
  await deps.countRequest(input);
  const { account, registration } = await knownBy(deps, email);
  const { id, credentialGeneration } = account ?? { id: registration?.id ?? null, credentialGeneration: 0 };
  await writeRequested(deps, {
    email,
    accountId: id,
    occasion: { kind: 'reset_password', cause: { why: 'forgot', credentialGeneration } },
  });
  await deps.audit({ event: 'password_reset_requested', subject: account?.id ?? null, email });
};
