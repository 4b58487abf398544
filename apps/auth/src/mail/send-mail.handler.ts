// Sends the mails that are due. A schedule calls it, one run at a time; no request ever waits for it.
import type { Context } from 'aws-lambda';
import { mailSender, service } from '../compose.ts';

/** A mail that is begun has longer than any transport takes. */
const LAST_BEGIN_MS = 20_000;

export const handler = async (
  _event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> => {
  const isOver = (): boolean => context.getRemainingTimeInMillis() < LAST_BEGIN_MS;
  const sendAll = async (): Promise<void> => (await mailSender())?.(isOver);
  await (service.metrics?.run(sendAll) ?? sendAll());
};
