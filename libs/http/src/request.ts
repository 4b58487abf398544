// What a handler sees of an event: parsed, checked and typed by its schemas, and nothing else of API Gateway.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Static, TSchema } from 'typebox';
import type { Logger } from '@gatehouse/log';
import type { Principal } from './principal.ts';

/** What all handlers of a service share. */
export interface Service {
  readonly logger: Logger;
  /** The origins whose pages may read the answers; none: no CORS header at all. */
  readonly cors: readonly string[];
  readonly now?: () => Date;
}

/** For a member of the body, what its text breaks, in words for who sent it; nothing when all is well. */
export type BodyRules = Readonly<Record<string, (text: string) => readonly string[]>>;

/** What a route takes. Every object of a schema has to be closed (`additionalProperties: false`). */
export interface HandlerOptions {
  readonly service: Service;
  /** Without it, a body is ignored. */
  readonly body?: TSchema;
  /** By member: the rules that its text breaks and no schema can say, since they are configured. Listed with the schema's. */
  readonly bodyRules?: BodyRules;
  /** Without it, the query is ignored. A member of type integer is read from decimal digits, all else is text. */
  readonly query?: TSchema;
  /** A path that does not fit it names nothing: 404. */
  readonly pathParameters?: TSchema;
  /** Answers 401 unless an authorizer vouches for the caller and the token has not expired. */
  readonly authenticated?: true;
}

/** The request of a route with these options. */
export interface HttpRequest<Options extends HandlerOptions> {
  readonly body: Parsed<Options['body']>;
  readonly query: Parsed<Options['query']>;
  readonly pathParameters: Parsed<Options['pathParameters']>;
  readonly principal: Options['authenticated'] extends true ? Principal : undefined;
  /** The peer's address as API Gateway saw it; no header can change it (ASVS 4.1.3). */
  readonly sourceAddress: string;
  readonly userAgent: string;
  readonly requestId: string;
}

/** The event on its way through the chain, which replaces its raw parts by parsed ones. */
export interface ChainEvent extends Omit<APIGatewayProxyEvent, 'body' | 'queryStringParameters'> {
  body: unknown;
  queryStringParameters: Record<string, unknown> | null;
  principal?: Principal;
}

/** The id under which API Gateway and our log know the request; empty for an event that is not API Gateway's. */
export const requestIdOf = (event: Partial<ChainEvent>): string => event.requestContext?.requestId ?? '';

/** The handler's view of an event that has passed the chain. */
export const toRequest = <Options extends HandlerOptions>(
  event: ChainEvent,
  options: Options,
): HttpRequest<Options> => {
  const { identity } = event.requestContext;
  const request: { [Member in keyof HttpRequest<HandlerOptions>]: unknown } = {
    body: options.body && event.body,
    query: options.query && event.queryStringParameters,
    pathParameters: options.pathParameters && event.pathParameters,
    principal: event.principal,
    sourceAddress: identity.sourceIp,
    userAgent: identity.userAgent ?? '',
    requestId: requestIdOf(event),
  };
  return request as HttpRequest<Options>;
};

type Parsed<Schema> = Schema extends TSchema ? Static<Schema> : undefined;
