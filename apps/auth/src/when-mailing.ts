// Routes that mail, or that only what was mailed leads to: where nothing is mailed, there are none.
import { GatehouseError } from '@gatehouse/errors';
import { httpHandler, type LambdaHandler } from '@gatehouse/http';
import { isMailing, service } from './compose.ts';

/** Takes no body, so that it looks at none. */
const absent = httpHandler({ callers: 'anyone', answers: {} }, { service }, async () => {
  throw new GatehouseError('not_found', { reason: 'MAIL_URL is not set' });
});

/** The handler where there is mail; else one that answers `not_found` to everything. */
export const whenMailing = (handler: LambdaHandler): LambdaHandler => (isMailing ? handler : absent);
