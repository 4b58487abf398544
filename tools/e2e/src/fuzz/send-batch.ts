// Several requests at once, each over its own connection, and each answer judged.
import type { Sender } from './connection.ts';
import { faultOf } from './judge.ts';
import type { People } from './people.ts';
import type { FuzzRequest } from './request.ts';

/** What a run has counted so far. */
export interface Counts {
  sent: number;
  readonly byStatus: Record<string, number>;
  slowestMs: number;
}

/**
 * Resolves when all of them are answered.
 * @throws Error for the first that was answered wrongly, with the request
 */
export const sendBatch = async (
  requests: readonly FuzzRequest[],
  senders: readonly Sender[],
  people: People,
  counts: Counts,
): Promise<void> => {
  const sending = requests.map((request, index) => sendOne(request, senders[index]!, people, counts));
  const outcomes = await Promise.allSettled(sending);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};

const sendOne = async (
  request: FuzzRequest,
  sender: Sender,
  people: People,
  counts: Counts,
): Promise<void> => {
  const filled = filledIn(request, people);
  const startedAt = performance.now();
  const answer = await sender.send(filled).catch((error: unknown) => fail(request, String(error)));
  counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - startedAt));
  counts.byStatus[answer.status] = (counts.byStatus[answer.status] ?? 0) + 1;
  counts.sent += 1;
  const fault = faultOf(filled, answer);
  if (fault !== undefined) fail(request, fault);
  if (answer.status === 401 || (answer.status < 300 && request.method !== 'GET')) people.doubt();
};

const filledIn = (request: FuzzRequest, people: People): FuzzRequest => ({
  ...request,
  target: people.fill(request.target),
  headers: request.headers.map(([name, value]) => [name, people.fill(value)] as const),
  body: people.fill(request.body),
});

const fail = (request: FuzzRequest, fault: string): never => {
  throw new Error(`${abridged(JSON.stringify(request))}\n  ${fault}`);
};

const abridged = (text: string): string =>
  text.length <= 4_000 ? text : `${text.slice(0, 3_000)} … ${text.slice(-900)} (${text.length} characters)`;
