// The line that each answered request leaves on the terminal: never its query, which may hold what is no one's business.

export interface AccessEntry {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly startedAtMs: number;
  readonly requestId: string;
}

/** `GET /users/me 200 12 ms 3f0c…`; times are of `performance.now()`. */
export const accessLine = (
  { method, target, status, startedAtMs, requestId }: AccessEntry,
  nowMs: number = performance.now(),
): string => {
  const path = (target.split('?', 1)[0] ?? '').replace(/[^\x21-\x7e]/g, '?').slice(0, 200);
  return `${method} ${path} ${status} ${Math.round(nowMs - startedAtMs)} ms ${requestId}`;
};
