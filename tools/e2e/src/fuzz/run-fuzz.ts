// A run: many requests against one gateway, eight at a time, until all were sent or one is answered wrongly.
import fc from 'fast-check';
import { startGateway, type RunningGateway } from '../gateway-process.ts';
import { createSender } from './connection.ts';
import { MEASURED, measureMemory, type Memory } from './memory.ts';
import { createPeople } from './people.ts';
import type { FuzzRequest } from './request.ts';
import { anyRequest } from './requests.ts';
import { sendBatch, type Counts } from './send-batch.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** Null for the embedded one; a fresh database of a server else, since accounts are made in it. */
  readonly databaseUrl?: string | null;
  /** Told how many were sent, now and then. */
  readonly onProgress?: (sent: number) => void;
}

export interface FuzzFigures {
  readonly seed: number;
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** Before, in the middle and at the end. */
  readonly memory: readonly Memory[];
  /** What went wrong, with the smallest request that shows it. */
  readonly failure: string | undefined;
}

const AT_ONCE = 8;

/** Starts a gateway of its own, and stops it. */
export const runFuzz = async (options: FuzzOptions): Promise<FuzzFigures> => {
  const store = { name: 'the store', databaseUrl: options.databaseUrl ?? null };
  const gateway = await startGateway(store, { LOG_LEVEL: 'ERROR', ...MEASURED });
  try {
    return await fuzz(gateway, options);
  } finally {
    await gateway.stop();
  }
};

const fuzz = async (
  gateway: RunningGateway,
  { requests, seed, onProgress }: FuzzOptions,
): Promise<FuzzFigures> => {
  const people = await createPeople(gateway);
  const senders = Array.from({ length: AT_ONCE }, () => createSender(gateway.url));
  const counts: Counts = { sent: 0, byStatus: {}, slowestMs: 0 };
  const memory = [await measureMemory(gateway.pid)];
  const numRuns = Math.ceil(requests / AT_ONCE);
  let batches = 0;
  const property = fc.asyncProperty(anyBatch, async (batch) => {
    await people.renew();
    await sendBatch(batch, senders, people, counts);
    batches += 1;
    if (batches === Math.ceil(numRuns / 2)) memory.push(await measureMemory(gateway.pid));
    if (batches % BATCHES_TOLD === 0) onProgress?.(counts.sent);
  });
  const outcome = await fc.check(property, { numRuns, seed });
  memory.push(await measureMemory(gateway.pid));
  for (const sender of senders) sender.close();
  const { sent, ...figures } = counts;
  const failure = outcome.failed ? describeFailure(outcome, gateway) : undefined;
  return { seed, requests: sent, ...figures, memory, failure };
};

const anyBatch = fc.array(anyRequest, { minLength: AT_ONCE, maxLength: AT_ONCE });

const BATCHES_TOLD = 125;

const describeFailure = (
  { errorInstance, seed, counterexamplePath, numShrinks }: fc.RunDetails<[FuzzRequest[]]>,
  gateway: RunningGateway,
): string =>
  [
    (errorInstance as Error).message,
    `--seed ${seed}, path ${counterexamplePath}, after ${numShrinks} steps of shrinking; the gateway's last lines:`,
    gateway.output().slice(-1_000),
  ].join('\n');
