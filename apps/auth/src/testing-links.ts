// What tests of links share: the use cases over a whole database, and links as the sender makes them.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Account, Database, TokenKind, WaitingRegistration } from '@gatehouse/db';
import { parseCause } from '@gatehouse/mail/rows';
import { digestOf } from '@gatehouse/sessions';
import { resendVerification } from './email/resend-verification.ts';
import { verifyEmail } from './email/verify-email.ts';
import { forgotPassword } from './password/forgot-password.ts';
import { resetPassword } from './password/reset-password.ts';
import type { useCasesOver } from './testing.ts';
import { NEW_PASSWORD, PASSWORD } from './testing.ts';

type Links = Pick<Database, 'users' | 'sessions' | 'values' | 'registrations' | 'tokens' | 'mails'>;
type Act = Pick<ReturnType<typeof useCasesOver>, 'deps' | 'clock'>;

const address = '192.0.2.1';

/** The link use cases with the dependencies that `act` has. */
export const linksOver = (
  { users, registrations, tokens, mails }: Omit<Links, 'sessions' | 'values'>,
  { deps: given, clock }: Act,
) => {
  const deps = {
    ...given,
    ...{ users, registrations, tokens, mails },
    countRequest: async () => undefined,
    mayMail: async () => true,
  };
  const link = async (kind: TokenKind, accountId: string, binding: string, seconds: number) => {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(clock.now.getTime() + seconds * 1000);
    await tokens.insert({ digest: digestOf(token), kind, accountId, binding, triesLeft: 1, expiresAt });
    return token;
  };
  return {
    deps,
    resend: (email: string) => resendVerification(deps, { email, address }),
    verify: (token: string, password = PASSWORD) => verifyEmail(deps, { token, password, address }),
    forgot: (email: string) => forgotPassword(deps, { email, address }),
    reset: (token: string, newPassword = NEW_PASSWORD) => resetPassword(deps, { token, newPassword }),
    /** Links as the sender makes them. */
    ownLink: ({ id, email }: Account) => link('verify_email', id, email, 86_400),
    pendingLink: (id: string, pendingId: string) => link('verify_email', id, `pending:${pendingId}`, 86_400),
    waitingLink: ({ id }: WaitingRegistration) => link('verify_email', id, 'waiting', 86_400),
    resetLink: ({ id, credentialGeneration }: Account) =>
      link('reset_password', id, String(credentialGeneration), 1800),
    waitingResetLink: ({ id }: WaitingRegistration) => link('reset_password', id, 'waiting', 1800),
    /** What is to be mailed about an account or a registration. */
    mailsOf: async (accountId: string) =>
      (await mails.listOf(accountId)).map((row) => parseCause(row) ?? `no cause: ${row.cause}`),
  };
};

/** A registration that waits, whose password is `PASSWORD`. */
export const addWaiting = async (
  { registrations }: Pick<Database, 'registrations'>,
  { deps, clock }: Act,
): Promise<WaitingRegistration> => {
  const id = randomUUID();
  const registration: WaitingRegistration = {
    id,
    email: `${id}@example.com`,
    firstName: 'Ada',
    lastName: 'Lovelace',
    passwordHash: await deps.passwords.hash(PASSWORD),
    createdAt: clock.now,
    expiresAt: new Date(clock.now.getTime() + 86_400_000),
  };
  await registrations.insert(registration);
  return registration;
};

/** Has a new address wait to be the account's; the name of the change. */
export const addPending = async ({ users }: Pick<Database, 'users'>, { id, updatedAt }: Account) => {
  const pending = { id: randomUUID(), email: `${randomUUID()}@example.com` };
  const account = await users.setPendingEmail(id, pending, updatedAt);
  return { ...pending, account: account! };
};
