// What a refused call is thrown as: the problem of RFC 9457 that the API has answered with.
import type { RouteDeclaration } from '@gatehouse/contract';

/**
 * The codes of docs/api.md, and `unreadable_answer` for an answer that is not the API's, such as the page of a proxy. An API that
 * is newer than this client may have others.
 */
export type ProblemCode = RouteDeclaration['problems'][number] | 'unreadable_answer';

/** The body of an error's answer; `code` is what to decide by, and the texts are for people. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: ProblemCode;
  readonly request_id?: string;
  /** With `validation_failed`: each member at fault by JSON pointer (RFC 6901), and the rule. */
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  /** With `second_factor_required`: what `auth.completeLogin` goes on with, for five minutes. */
  readonly challenge_token?: string;
  /** With `second_factor_required`: what the account can complete the login with. */
  readonly factors?: readonly ('totp' | 'recovery_code' | 'passkey')[];
}

/**
 * An answer that is no good one. What does not reach the API at all is thrown as `fetch` throws it, and is none of these.
 *
 * @example
 * const me = await client.users.me().catch((error: unknown) => {
 *   if (error instanceof ProblemError && error.code === 'unauthorized') return undefined;
 *   throw error;
 * });
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly problem: Problem;
  /** When to try again, in seconds, where the answer says so (429, 503). */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(`${problem.code}: ${problem.title}`);
    this.code = problem.code;
    this.status = problem.status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The body of a good answer, undefined where it has none. Throws ProblemError for every other. */
export const answerOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  const body = parse(text);
  if (response.ok && (body !== undefined || text === '')) return body;
  throw new ProblemError(isProblem(body) ? body : unreadable(response), secondsOf(response));
};

/** The problem of an answer that is not the API's. */
export const unreadable = ({ status, statusText }: Pick<Response, 'status' | 'statusText'>): Problem => ({
  type: 'about:blank',
  title: statusText || 'The answer cannot be read',
  status,
  code: 'unreadable_answer',
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isProblem = (body: unknown): body is Problem =>
  typeof (body as Problem | null | undefined)?.code === 'string' &&
  typeof (body as Problem).title === 'string';

const secondsOf = ({ headers }: Response): number | undefined => {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
};
