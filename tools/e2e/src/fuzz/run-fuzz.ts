// A run: many requests against one gateway, eight at a time, until all were sent or one is answered wrongly.
import fc from 'fast-check';
import { startGateway, type RunningGateway } from '../gateway-process.ts';
import { createSender, type Sender } from './connection.ts';
import { faultOf } from './judge.ts';
import { MEASURED, measureMemory, type Memory } from './memory.ts';
import { createPeople, type People } from './people.ts';
import type { FuzzRequest } from './request.ts';
import { anyRequest } from './requests.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
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
  /** What went wrong, with the smallest requests that show it. */
  readonly failure: string | undefined;
}

const AT_ONCE = 8;

/** Throttles are off: what is looked for lies behind them. */
const VARIABLES = {
  LOG_LEVEL: 'ERROR',
  LOGIN_LIMIT_PER_ACCOUNT: 'off',
  LOGIN_LIMIT_PER_ADDRESS: 'off',
  REGISTER_LIMIT_PER_ADDRESS: 'off',
};

/** Starts a gateway of its own, and stops it. */
export const runFuzz = async (options: FuzzOptions): Promise<FuzzFigures> => {
  const gateway = await startGateway({ name: 'SQLite', databaseUrl: null }, { ...VARIABLES, ...MEASURED });
  const senders = Array.from({ length: AT_ONCE }, () => createSender(gateway.url));
  try {
    return await fuzz(gateway, await createPeople(gateway), senders, options);
  } finally {
    for (const sender of senders) sender.close();
    await gateway.stop();
  }
};

const fuzz = async (
  gateway: RunningGateway,
  people: People,
  senders: readonly Sender[],
  { requests, seed, onProgress }: FuzzOptions,
): Promise<FuzzFigures> => {
  const figures = { byStatus: {} as Record<string, number>, slowestMs: 0, sent: 0 };
  const numRuns = Math.ceil(requests / AT_ONCE);
  const memory: Memory[] = [];
  let batches = 0;
  const batch = fc.array(anyRequest, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const property = fc.asyncProperty(batch, async (all) => {
    if (batches % Math.ceil(numRuns / 2) === 0) memory.push(await measureMemory(gateway.pid));
    batches += 1;
    await people.renew();
    await Promise.all(all.map((request, index) => sendOne(request, senders[index]!, people, figures)));
    if (batches % 125 === 0) onProgress?.(figures.sent);
  });
  const outcome = await fc.check(property, { numRuns, seed });
  memory.push(await measureMemory(gateway.pid));
  const { sent, ...rest } = figures;
  const failure = outcome.failed ? describeFailure(outcome, gateway) : undefined;
  return { seed, requests: sent, ...rest, memory, failure };
};

interface Counts {
  readonly byStatus: Record<string, number>;
  slowestMs: number;
  sent: number;
}

const sendOne = async (
  request: FuzzRequest,
  sender: Sender,
  people: People,
  counts: Counts,
): Promise<void> => {
  const filled = filledIn(request, people);
  const startedAt = performance.now();
  const answer = await sender.send(filled).catch((error: unknown) => {
    throw new Error(`${shown(request)}\n  ${String(error)}`);
  });
  counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - startedAt));
  counts.byStatus[answer.status] = (counts.byStatus[answer.status] ?? 0) + 1;
  counts.sent += 1;
  const fault = faultOf(filled, answer);
  if (fault !== undefined) throw new Error(`${shown(request)}\n  ${fault}`);
  if (answer.status === 401 || (answer.status < 300 && request.method !== 'GET')) people.doubt();
};

const filledIn = (request: FuzzRequest, people: People): FuzzRequest => ({
  ...request,
  target: people.fill(request.target),
  headers: request.headers.map(([name, value]) => [name, people.fill(value)] as const),
  body: people.fill(request.body),
});

const shown = (request: FuzzRequest): string => abridged(JSON.stringify(request));

const abridged = (text: string): string =>
  text.length <= 4_000 ? text : `${text.slice(0, 3_000)} … ${text.slice(-900)} (${text.length} characters)`;

const describeFailure = (
  { errorInstance, seed, counterexamplePath, numShrinks }: fc.RunDetails<[FuzzRequest[]]>,
  gateway: RunningGateway,
): string =>
  [
    (errorInstance as Error).message,
    `--seed ${seed}, path ${counterexamplePath}, after ${numShrinks} steps of shrinking; the gateway's last lines:`,
    gateway.output().slice(-1_000),
  ].join('\n');
