// The run of the sender: takes up all rows that are due, and gives each its end or its next time.
import type { Mail } from '@gatehouse/db';
import { count } from '@gatehouse/metrics';
import { parseCause } from '../causes.ts';
import { MailNotSent } from '../transports/transport.ts';
import { decide, type MailDecision, type Standing } from './decide.ts';
import type { SenderDeps } from './deps.ts';
import { isGivenUp, nextLook, nextTry } from './schedule.ts';
import { sendMail, type Sending } from './send-mail.ts';

/** Rows that are read at once. */
const BATCH = 40;
/** Mails that are sent side by side: one slow server or address holds up few others. */
const SIDE_BY_SIDE = 8;

/**
 * Sends what is due until nothing is, or until `isOver` says that the time is up; no row is begun then. A row whose mail cannot be sent, or
 * that cannot be read, is tried again later and holds up no other.
 * @throws GatehouseError `store_unavailable` where the rows cannot be read
 */
export const sendDue = async (deps: SenderDeps, isOver: () => boolean = () => false): Promise<void> => {
  while (!isOver()) {
    const rows = [...(await deps.mails.due(deps.now(), BATCH))];
    if (rows.length === 0) return;
    let moved = false;
    const work = async (): Promise<void> => {
      for (let row = rows.shift(); row !== undefined && !isOver(); row = rows.shift())
        moved = (await endOrPostpone(deps, row)) || moved;
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    if (!moved) return;
  }
};

/** Whether the row is no longer due, whoever saw to it. */
const endOrPostpone = async (deps: SenderDeps, row: Mail): Promise<boolean> => {
  try {
    await process(deps, row);
    return true;
  } catch (error) {
    deps.logger.error('a mail could not be seen to', { kind: row.kind, attempts: row.attempts }, error);
    return false;
  }
};

const process = async (deps: SenderDeps, row: Mail): Promise<void> => {
  const moment = { createdAt: row.createdAt, now: deps.now() };
  if (isGivenUp(moment)) return giveUp(deps, row);
  const decision = await decisionOn(deps, row, moment.now);
  if (decision?.act === 'drop') return void (await deps.mails.remove(row.id));
  const dueAt = decision?.act === 'wait' ? nextLook(moment) : nextTry(moment);
  const isOurs = await deps.mails.claim(row.id, { attempts: row.attempts, dueAt });
  if (!isOurs) return;
  if (decision === null) deps.logger.error('a mail has a cause that is not known here', told(row));
  if (decision?.act === 'send') await sendAndEnd(deps, row, decision);
};

/** Null for a row of a newer version, which that version can still send. */
const decisionOn = async (deps: SenderDeps, row: Mail, now: Date): Promise<MailDecision | null> => {
  const occasion = parseCause(row);
  if (occasion === null) return null;
  return decide(occasion, await standingOf(deps, row.accountId), { createdAt: row.createdAt, now });
};

const standingOf = async ({ users, registrations }: SenderDeps, id: string): Promise<Standing> => {
  const account = await users.findById(id);
  return { account, waiting: account === null ? await registrations.findById(id) : null };
};

const sendAndEnd = async (deps: SenderDeps, row: Mail, sending: Sending): Promise<void> => {
  try {
    await sendMail(deps, row, sending);
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    count('MailsFailed');
    deps.logger.warn('a mail was not sent, and is tried again', { ...told(row), reason: error.message });
    return;
  }
  count('MailsSent');
  await removeSent(deps, row.id);
};

/** A row that stays behind its mail sends it a second time. */
const removeSent = async ({ mails }: SenderDeps, id: string): Promise<void> => {
  for (let left = 2; left > 0; left -= 1)
    try {
      return void (await mails.remove(id));
    } catch {
      continue;
    }
  await mails.remove(id);
};

const giveUp = async ({ mails, logger }: SenderDeps, row: Mail): Promise<void> => {
  if (await mails.remove(row.id))
    logger.error('a mail is given up', { kind: row.kind, attempts: row.attempts });
};

const told = ({ kind, attempts }: Mail): { readonly kind: string; readonly attempts: number } => ({
  kind,
  attempts: attempts + 1,
});
