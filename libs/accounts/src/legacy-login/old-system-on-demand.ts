// The old system of LEGACY_LOGIN_URL, whose client the first email without an account brings in.
import { onDemand } from '@gatehouse/config';
import type { Logger } from '@gatehouse/log';
import type { OldSystem } from './old-system.ts';

/** The old system at `url`; each of its failures is a line in the log that counts. */
export const oldSystemOnDemand = (url: string, logger: Pick<Logger, 'warn'>): OldSystem => {
  const load = onDemand(async () => {
    const { createOldSystem } = await import('./old-system.ts');
    return createOldSystem({ url, onFailure: (failure) => logger.warn(LEGACY_LOGIN_FAILED, { ...failure }) });
  });
  return { vouch: async (credentials, withinMs) => (await load()).vouch(credentials, withinMs) };
};

/** What the stack's metric of these failures counts (tools/generate). */
const LEGACY_LOGIN_FAILED = 'legacy login failed';
