// Registration that waits for its confirmation: one answer and one cost for every address, whoever has it already.
import { randomUUID } from 'node:crypto';
import { stillWaiting } from '@gatehouse/accounts';
import type { Account, RegistrationStore, UserStore, WaitingRegistration } from '@gatehouse/db';
import type { MailLimit } from '@gatehouse/limits';
import { writeMail, type MailRows, type Occasion } from '@gatehouse/mail/rows';
import { hashAdmitted, type AdmissionDeps, type Registration } from './register.ts';

export interface RegisterWaitingDeps extends AdmissionDeps {
  readonly users: Pick<UserStore, 'findByEmail'>;
  readonly registrations: Pick<RegistrationStore, 'findByEmail' | 'insert'>;
  readonly mails: MailRows;
  readonly mayMail: MailLimit;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** A registration waits so long. */
const WAITING_MS = 86_400_000;

/**
 * The first registration of an address waits; a later one changes nothing of it and has a new link mailed; the owner of an address
 * that is taken is told. Each writes one mail and one registration, of nobody where there is none. Throws `validation_failed`,
 * `too_many_attempts`.
 */
export const registerWaiting = async (deps: RegisterWaitingDeps, input: Registration): Promise<void> => {
  const { users, registrations, mails, mayMail, newId } = deps;
  const now = deps.now();
  const asked = waitingOf(input, { id: newId(), passwordHash: await hashAdmitted(deps, input), now });
  const { email } = asked;
  const [account, before] = await Promise.all([users.findByEmail(email), registrations.findByEmail(email)]);
  const { accountId, isFirst, ...occasion } = answerTo(asked, account, stillWaiting(before, now));
  const mayBeSent = await mayMail({ email: isFirst ? newId() : email });
  await writeMail(mails, { ...occasion, accountId: isFirst || mayBeSent ? accountId : newId(), now });
  await registrations.insert(isFirst ? asked : ofNobody(asked));
};

type MailTo = Occasion & {
  readonly accountId: string;
  /** Its mail is no repetition, and has no limit but that of the caller's address. */
  readonly isFirst: boolean;
};

/** The mail that a registration causes. */
const answerTo = (
  asked: WaitingRegistration,
  account: Account | null,
  before: WaitingRegistration | null,
): MailTo => {
  if (account !== null) return { kind: 'account_exists', cause: {}, accountId: account.id, isFirst: false };
  const [{ id: accountId }, why] =
    before === null ? [asked, 'waiting' as const] : [before, 'waiting_again' as const];
  return { kind: 'verify_email', cause: { why }, accountId, isFirst: before === null };
};

const waitingOf = (
  { firstName, lastName, email }: Registration,
  { id, passwordHash, now }: { readonly id: string; readonly passwordHash: string; readonly now: Date },
): WaitingRegistration => ({
  id,
  email: email.toLowerCase(),
  firstName,
  lastName,
  passwordHash,
  createdAt: now,
  expiresAt: new Date(now.getTime() + WAITING_MS),
});

/** A registration of the same size that has expired as it begins, and holds nothing of anybody. No email is like its own. */
const ofNobody = (asked: WaitingRegistration): WaitingRegistration => {
  const blank = (text: string): string => '-'.repeat(text.length);
  const { length } = asked.email;
  return {
    id: randomUUID(),
    email: randomUUID().padEnd(length, '-').slice(0, length),
    firstName: blank(asked.firstName),
    lastName: blank(asked.lastName),
    passwordHash: blank(asked.passwordHash),
    createdAt: asked.createdAt,
    expiresAt: asked.createdAt,
  };
};
