// A database behind a proxy that can break its connections, for tests with a real engine.
import { FaultyProxy } from '@gatehouse/test-support';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { TEST_URL, temporaryDatabase } from './temporary.ts';

/** The engine to put a proxy before: one host, without credentials and TLS; undefined where none is given. */
export const BREAKABLE_URL =
  TEST_URL !== undefined && /^mongodb:\/\/[^@,]+$/.test(TEST_URL) ? TEST_URL : undefined;

export interface BreakableDatabase {
  /** Through the proxy. */
  readonly url: string;
  readonly proxy: FaultyProxy;
  /** Another handle on the same database, past the proxy. */
  readonly direct: Database;
  /** A handle through the proxy. */
  readonly open: (options?: { readonly timeoutMs?: number }) => Database;
  /** Closes all but what `open` gave, and drops the database. */
  readonly remove: () => Promise<void>;
}

/** A migrated database of its own. For the proxy its requests alone count, and not the monitor's. */
export const breakableDatabase = async (
  engineUrl: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<BreakableDatabase> => {
  const temporary = temporaryDatabase(engineUrl);
  const { host, hostname, port } = new URL(engineUrl);
  const counts = (request: Buffer): boolean => request.includes(temporary.name);
  const proxy = new FaultyProxy({ host: hostname, port: Number(port), counts });
  const url = new URL(temporary.url.replace(host, await proxy.listen()));
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const direct = openDatabase(temporary.url);
  await direct.migrate();
  const remove = async (): Promise<void> => {
    await direct.close();
    await proxy.stop();
    await temporary.remove();
  };
  return { url: url.href, proxy, direct, open: (options) => openDatabase(url.href, options), remove };
};
