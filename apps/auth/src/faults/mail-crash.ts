// A process that sends what is due into an outbox and kills itself at a given call: what the fault tests of the sender start.
import { randomBytes } from 'node:crypto';
import { openDatabase } from '@gatehouse/db';
import { createLogger } from '@gatehouse/log';
import { english, openTransport, sendDue } from '@gatehouse/mail';
import { runPlan, type MortalPlan } from '@gatehouse/test-support/mortal';

/** Where rows are, where mails go, and when to die: right after the call of that number (from 0) to a store or the outbox. */
export interface MailCrashPlan extends MortalPlan {
  readonly folder: string;
}

await runPlan(openDatabase, (database, { folder }: MailCrashPlan, mortally) => {
  const now = (): Date => new Date();
  const outbox = mortally(openTransport({ by: 'file', folder }, { env: {}, now }));
  return sendDue({
    mails: mortally(database.mails),
    users: mortally(database.users),
    registrations: mortally(database.registrations),
    tokens: mortally(database.tokens),
    transport: async () => ({ send: (message) => outbox.send(message) }),
    from: 'no-reply@example.com',
    accountUrl: 'https://example.com/account',
    texts: english,
    logger: createLogger({ level: 'ERROR', service: 'mail' }),
    random: randomBytes,
    now,
  });
});
