// A new link for an address that waits to be confirmed; nobody is told whether it does.
import type { Account, UserStore } from '@gatehouse/db';
import type { Occasion } from '@gatehouse/mail/rows';
import {
  knownBy,
  writeRequested,
  type Known,
  type MailRequest,
  type MailRequestDeps,
} from '../requested-mail.ts';

export interface ResendVerificationDeps extends MailRequestDeps {
  readonly users: Pick<UserStore, 'findByEmail' | 'listByPendingEmail'>;
}

/**
 * Has a link mailed where the email is that of an account and not verified, of a registration that waits, or the one that an
 * account is to have. Throws `too_many_attempts`.
 */
export const resendVerification = async (deps: ResendVerificationDeps, input: MailRequest): Promise<void> => {
  const email = input.email.toLowerCase();
  await deps.countRequest(input);
  const [known, pending] = await Promise.all([
    knownBy(deps, email),
    deps.users.listByPendingEmail(email, MAX_PENDING),
  ]);
  const { accountId, occasion } = unconfirmed(email, known, pending) ?? nobody(email);
  await writeRequested(deps, { email, accountId, occasion });
};

/** Of so many accounts that want one address the last to have changed gets the link; whoever gets none asks for the change again. */
const MAX_PENDING = 20;

interface Unconfirmed {
  readonly accountId: string | null;
  readonly occasion: Occasion;
}

/** An address that an account has can only be confirmed by that account. */
const unconfirmed = (
  email: string,
  { account, registration }: Known,
  pending: readonly Account[],
): Unconfirmed | null => {
  if (account !== null) return account.emailVerified ? null : own(account.id, email);
  if (registration !== null)
    return {
      accountId: registration.id,
      occasion: { kind: 'verify_email', cause: { why: 'waiting_resend' } },
    };
  const [latest] = pending.toSorted((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime());
  return latest === undefined || latest.pendingId === null ? null : pendingOf(latest.id, latest.pendingId);
};

const own = (accountId: string | null, email: string): Unconfirmed => ({
  accountId,
  occasion: { kind: 'verify_email', cause: { why: 'resend', email } },
});

const nobody = (email: string): Unconfirmed => own(null, email);

const pendingOf = (accountId: string, pendingId: string): Unconfirmed => ({
  accountId,
  occasion: { kind: 'verify_email', cause: { why: 'pending_resend', pendingId } },
});
