// How LEGACY_LOGIN_URL has people come over; where it is not set, nothing of it is loaded.
import { oldSystemOnDemand } from '@gatehouse/accounts';
import { onDemand } from '@gatehouse/config';
import type { Logger } from '@gatehouse/log';
import type { ComeOver, ComeOverDeps } from './come-over.ts';

/** Makes the way over of each request, or null where nobody is asked. */
export const comeOverOnDemand = (
  url: string | null,
  logger: Pick<Logger, 'warn'>,
): ((deps: Omit<ComeOverDeps, 'oldSystem'>) => ComeOver | null) => {
  if (url === null) return () => null;
  const oldSystem = oldSystemOnDemand(url, logger);
  const load = onDemand(async () => (await import('./come-over.ts')).comeOver);
  return (deps) => async (credentials, withinMs) =>
    (await load())({ ...deps, oldSystem })(credentials, withinMs);
};
