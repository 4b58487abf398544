// Refuses a request of which no more is read: the answer is the last one on its connection.
import type { Answer } from '../answers/answer.ts';
import type { RefusalType } from '../answers/response-types.ts';
import type { RequestHead } from '../events/request.ts';
import { accessLine, factsOf, type CallLine } from './access-log.ts';
import type { Connection, Exchange } from './connection.ts';
import { rawAnswer } from './send-answer.ts';

export interface RefusalHandlers {
  /** Resolves when calls can be answered; requests that come earlier wait. Never rejects. */
  readonly ready: Promise<unknown>;
  /** Makes the answer for a refused request, of which only the first line may be known. */
  readonly refuse: (type: RefusalType, request: RequestHead) => Answer;
  readonly log: (line: string) => void;
  /** The line of an answered request. Default: plain words. */
  readonly callLine?: CallLine | undefined;
}

/** What is known of a refused request. */
export interface Refused {
  readonly connection: Connection;
  readonly head: RequestHead;
  /** Undefined when the request did not come as far as its body. */
  readonly exchange?: Exchange | undefined;
}

/** From its call on nothing more is taken from the client; the answer follows those that are under way. */
export const giveLastAnswer = async (
  type: RefusalType,
  { connection, head, exchange }: Refused,
  { ready, refuse, log, callLine = accessLine }: RefusalHandlers,
): Promise<void> => {
  const startedAtMs = exchange?.startedAtMs ?? performance.now();
  await Promise.all([connection.stop(exchange), ready]);
  const answer = refuse(type, head);
  connection.end(rawAnswer(head, answer));
  log(callLine({ ...head, ...factsOf(answer), startedAtMs, requestId: head.id }));
};
