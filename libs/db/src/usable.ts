// Whether a database URL can work, asked of the driver that will use it; apart from opening, which loads no driver.
import { parseDatabaseUrl } from '@gatehouse/config';

/**
 * Holds a URL to every rule that can be tried without a connection: ours, and for MongoDB the driver's, which it loads.
 * @throws BrokenRule that names the rule and repeats nothing of the URL
 */
export const assertUsableDatabase = async (url: string): Promise<void> => {
  if (parseDatabaseUrl(url).store === 'mongodb') (await import('./mongo/index.ts')).assertUsableUrl(url);
};
