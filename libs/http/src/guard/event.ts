// The events that a guarded Lambda function is called with, and where each of them has its bearer token.
import { bearerOf, headerLines, only } from '../bearer.ts';

/** An event of a REST API, of an HTTP API in either format, or of a function URL; the guard reads its headers alone. */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly authorizer?: unknown;
  };
}

/** The bearer token of the one `Authorization` header; null where there is none, or two. */
export const bearerTokenOf = (event: HttpEvent): string | null =>
  bearerOf(only(headerLines(event, 'authorization')));
