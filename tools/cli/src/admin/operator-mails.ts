// Where an operator's command has mails written down, if anybody sends them.
import { readEnvironment, type Environment } from '@gatehouse/config';
import type { Database } from '@gatehouse/db';
import type { MailRows } from '@gatehouse/mail/rows';
import { mailVariables } from '@gatehouse/mail/variables';
import { isOfStack } from './stack-environment.ts';

/**
 * Null where nothing is mailed. A local run always mails, to its outbox at least; of a stack the command knows it only if MAIL_URL is
 * set as it is there. What that stands for is the sender's alone, and is not asked for.
 */
export const operatorMails = ({ mails }: Pick<Database, 'mails'>, env: Environment): MailRows | null => {
  if (isOfStack(env) && env['MAIL_URL'] === undefined) return null;
  return readEnvironment(env, mailVariables).MAIL_URL === null ? null : mails;
};
