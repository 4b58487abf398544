// The line that each answered request leaves: never its query, which may hold what is no one's business.
import type { Answer } from '../answers/answer.ts';
import type { DecisionNote } from '../authorize/decision-note.ts';

export interface AccessEntry {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly startedAtMs: number;
  readonly requestId: string;
  /** What the authorizer decided; undefined where none was asked. */
  readonly authorizer?: DecisionNote | undefined;
  /** The `code` of a problem (RFC 9457) that was answered. */
  readonly code?: string | undefined;
}

/** Makes the line of a request that was answered. */
export type CallLine = (entry: AccessEntry) => string;

/** `GET /users/me 200 12 ms 3f0c…`; times are of `performance.now()`. */
export const accessLine = (
  { method, target, status, startedAtMs, requestId }: AccessEntry,
  nowMs: number = performance.now(),
): string => {
  return `${method} ${shownPath(target)} ${status} ${Math.round(nowMs - startedAtMs)} ms ${requestId}`;
};

/** The path of a target, in characters that neither end a line nor move a cursor. */
export const shownPath = (target: string): string =>
  (target.split('?', 1)[0] ?? '').replace(/[^\x21-\x7e]/g, '?').slice(0, 200);

/** What a line tells of an answer. */
export const factsOf = ({
  status,
  headers,
  body,
  authorizer,
}: Answer): Pick<AccessEntry, 'status' | 'authorizer' | 'code'> => {
  const isProblem = headers.some(
    ([name, value]) => name.toLowerCase() === 'content-type' && value.startsWith('application/problem+json'),
  );
  return { status, authorizer, code: isProblem ? codeIn(body.toString()) : undefined };
};

const codeIn = (problem: string): string | undefined => /"code":\s*"(\w{1,64})"/.exec(problem)?.[1];
