// One client for a database, made at its first call, and the time that one call of a port has for all its requests.
import type { TableAddress } from '@gatehouse/config';
import { withinDeadline } from '../deadline.ts';
import { DatabaseClosedError } from '../own-faults.ts';
import { createClient, type Client } from './client.ts';
import { requestsTo, type Table } from './requests.ts';

/** Where the stores' calls are carried out. */
export interface Running {
  /** Runs the requests of one call within its time; when that is over, no other is sent. */
  readonly run: <T>(work: (table: Table) => Promise<T>) => Promise<T>;
}

export interface DynamoConnection extends Running {
  /** Not bound in time: for a migration. */
  readonly client: () => Client;
  readonly close: () => void;
}

export const createDynamoConnection = (address: TableAddress, timeoutMs: number): DynamoConnection => {
  let client: Client | undefined;
  let closed = false;
  const open = (): Client => {
    if (closed) throw new DatabaseClosedError();
    return (client ??= createClient(address, timeoutMs));
  };
  return {
    run: async (work) => {
      const { ready } = open();
      return withinDeadline(timeoutMs, (signal) =>
        work(requestsTo(address.table, { client: ready, signal })),
      );
    },
    client: open,
    close: () => {
      closed = true;
      client?.destroy();
    },
  };
};
