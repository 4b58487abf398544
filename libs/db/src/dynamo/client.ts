// AWS's own client, with the settings that correctness and the five seconds ask for.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableAddress } from '@gatehouse/config';

/** AWS ends connections that were idle for a while, and a function that was frozen hears of it too late. */
const LONGEST_IDLE_MS = 15_000;

/** What an engine on this machine is told in place of the credentials of an account of AWS. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

export interface Client {
  /** For a request that is about to be sent: no connection that has been idle for long carries it. */
  readonly ready: () => DynamoDBClient;
  readonly destroy: () => void;
}

/**
 * A client that has touched nothing yet. It repeats nothing by itself, since a write whose answer was lost is not to be sent
 * again (`requests.ts`). Credentials come by the SDK's own chain; an engine on this machine gets none of them.
 */
export const createClient = ({ region, endpoint }: TableAddress, timeoutMs: number): Client => {
  const agents = { httpAgent: new HttpAgent(KEPT), httpsAgent: new HttpsAgent(KEPT) };
  const client = new DynamoDBClient({
    region,
    maxAttempts: 1,
    requestHandler: { ...agents, ...limitsWithin(timeoutMs) },
    ...(endpoint !== null && { endpoint, credentials: LOCAL_CREDENTIALS }),
  });
  let lastUsedMs = Date.now();
  const ready = (): DynamoDBClient => {
    if (Date.now() - lastUsedMs > LONGEST_IDLE_MS) Object.values(agents).forEach(dropIdle);
    lastUsedMs = Date.now();
    return client;
  };
  return { ready, destroy: () => client.destroy() };
};

const KEPT = { keepAlive: true, maxSockets: 50 };

/** Half of the whole for each step, so that a read whose first connection was dead has time for its second. */
const limitsWithin = (timeoutMs: number) => {
  const stepMs = Math.ceil(timeoutMs / 2);
  return { connectionTimeout: stepMs, requestTimeout: stepMs, throwOnRequestTimeout: true };
};

const dropIdle = ({ freeSockets }: HttpAgent): void =>
  Object.values(freeSockets)
    .flatMap((sockets) => sockets ?? [])
    .forEach((socket) => socket.destroy());
