// The one way to a row. It is written before the change that causes the mail; the sender asks whether that has happened.
import { randomUUID } from 'node:crypto';
import { formatCause, type Occasion } from './causes.ts';
import type { MailRows } from './row.ts';

/** What a mail is about, whom it is for, and when its row is written. */
export type NewMail = Occasion & { readonly accountId: string; readonly now: Date };

/**
 * Writes the row of a mail, before the change that causes it: so nothing that was acknowledged is without its mail. The sender waits
 * for the change, and drops a row to which none has come after a minute. Requests about one and the same change make one row.
 * @throws GatehouseError `store_unavailable`
 */
export const writeMail = async (mails: MailRows, mail: NewMail): Promise<void> => {
  const { kind, accountId, cause, now } = mail;
  await mails.insert({
    id: idOf(mail),
    kind,
    accountId,
    cause: formatCause(cause),
    createdAt: now,
    dueAt: now,
    attempts: 0,
  });
};

/** Of which change the mail is, so that requests that race for it share a row; any other mail has an id of its own. */
const idOf = ({ kind, accountId, cause, now }: NewMail): string => {
  if ('credentialGeneration' in cause && kind !== 'reset_password')
    return [kind, accountId, cause.credentialGeneration, sharedUntil(now)].join(':');
  if ('factorsGeneration' in cause)
    return [kind, accountId, cause.factorsGeneration, sharedUntil(now)].join(':');
  return randomUUID();
};

/**
 * A request may rely on a row that another one wrote at most 30 seconds before. Older ones are not shared: the sender could be
 * about to drop them, and with them the mail of this request.
 */
const sharedUntil = (now: Date): number => Math.floor(now.getTime() / SHARED_MS);

const SHARED_MS = 30_000;
