// Routes that send mails, or that take the token of a link in one: without MAIL_URL they are not there.
import { GatehouseError } from '@gatehouse/errors';
import { httpHandler, type LambdaHandler } from '@gatehouse/http';
import { isMailing, service } from './compose.ts';

/** It declares no body, so that none is parsed before the refusal. */
const absent = httpHandler({ callers: 'anyone', answers: {} }, { service }, async () => {
  throw new GatehouseError('not_found', { reason: 'MAIL_URL is not set' });
});

/** The handler where there is mail; else one that answers `not_found` to everything. */
export const whenMailing = (handler: LambdaHandler): LambdaHandler => (isMailing ? handler : absent);
