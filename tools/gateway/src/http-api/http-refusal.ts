// The answers that an HTTP API gives itself: a status, and a body that has its message alone.
import type { Answer } from '../answers/answer.ts';
import type { RefusalType } from '../answers/response-types.ts';
import type { HeaderList } from '../events/request.ts';

const MESSAGES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export type HttpRefusalStatus = keyof typeof MESSAGES;

/** Ends a call with the answer of its status. A `cause` is for the person who runs the gateway. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly status: HttpRefusalStatus;
  readonly headers: HeaderList;

  constructor(status: HttpRefusalStatus, options: ErrorOptions & { readonly headers?: HeaderList } = {}) {
    super(MESSAGES[status], options);
    this.status = status;
    this.headers = options.headers ?? [];
  }
}

export const refusalAnswer = (status: HttpRefusalStatus, headers: HeaderList = []): Answer => ({
  status,
  headers: [['content-type', 'application/json'], ...headers],
  body: Buffer.from(JSON.stringify({ message: MESSAGES[status] })),
});

/** The same for what is refused before its route is looked for. */
export const statusOfType = (type: RefusalType): HttpRefusalStatus => {
  if (type === 'REQUEST_TOO_LARGE') return 413;
  return type === 'DEFAULT_4XX' ? 400 : 404;
};
