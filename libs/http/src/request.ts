// What a handler sees of an event: parsed, checked and typed by its route's schemas, and nothing else of API Gateway.
import type { Callers, RouteDeclaration } from '@gatehouse/contract';
import type { Logger } from '@gatehouse/log';
import type { Metrics } from '@gatehouse/metrics';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Static, TSchema } from 'typebox';
import { toAddress, toUserAgent } from './client-texts.ts';
import type { Principal } from './principal.ts';
import type { SameSite } from './refresh-cookie.ts';

/** What all handlers of a service share. */
export interface Service {
  readonly logger: Logger;
  /** The origins whose pages may read the answers; none: no CORS header at all. */
  readonly cors: readonly string[];
  readonly now?: () => Date;
  /** The SameSite of the cookie that refresh tokens may travel in; `off`, and where it is left out, there is none. */
  readonly refreshCookie?: SameSite | 'off';
  /** Counts each call, and how long it took; where it is left out, nothing is counted. */
  readonly metrics?: Metrics | undefined;
}

/**
 * For a member of the body, the rules that its text breaks, in words for who sent it; none when all is well. The rest of the
 * body has not passed its schema.
 */
export type UseCaseRules = Readonly<
  Record<string, (text: string, body: Readonly<Record<string, unknown>>) => Promise<readonly string[]>>
>;

/**
 * What the chain reads of a declaration. Without a body or a query, what is sent of them is ignored; a member of a query
 * that is an integer is read from decimal digits, all else is text. A build leaves `answers` out.
 */
export type ServedRoute = Pick<
  RouteDeclaration,
  'callers' | 'body' | 'query' | 'pathParameters' | 'answers' | 'refreshToken'
>;

/** What a handler adds to its route's declaration. */
export interface HandlerOptions {
  readonly service: Service;
  /**
   * By member: the rules that the use case holds it to and no schema can say. They are listed beside what the schema finds, so that
   * an answer has all at once; where it finds nothing, the use case asks them itself, with all that it knows.
   */
  readonly useCaseRules?: UseCaseRules;
}

/** The request of a route with this declaration. */
export interface HttpRequest<Route extends ServedRoute> {
  readonly body: Parsed<Route['body']>;
  readonly query: Parsed<Route['query']>;
  readonly pathParameters: Parsed<Route['pathParameters']>;
  /** Who calls, where the route is not for anyone. */
  readonly principal: Route['callers'] extends Callers ? Principal : undefined;
  /** The peer's address as API Gateway saw it; no header can change it (ASVS 4.1.3). Empty where that is no address. */
  readonly sourceAddress: string;
  /** What the client calls itself, fit to be kept and shown: at most 512 code points, all of which show. */
  readonly userAgent: string;
  readonly requestId: string;
}

/** The event on its way through the chain, which replaces its raw parts by parsed ones. */
export interface ChainEvent extends Omit<APIGatewayProxyEvent, 'body' | 'queryStringParameters'> {
  body: unknown;
  queryStringParameters: Record<string, unknown> | null;
  principal?: Principal;
  /** The refresh token of this request travels in the cookie. */
  usesCookie?: true;
}

/** The id under which API Gateway and our log know the request; empty for an event that is not API Gateway's. */
export const requestIdOf = (event: Partial<ChainEvent>): string => event.requestContext?.requestId ?? '';

/** The handler's view of an event that has passed the chain. */
export const toRequest = <Route extends ServedRoute>(event: ChainEvent, route: Route): HttpRequest<Route> => {
  const { identity } = event.requestContext;
  const request: { [Member in keyof HttpRequest<ServedRoute>]: unknown } = {
    body: route.body && event.body,
    query: route.query && event.queryStringParameters,
    pathParameters: route.pathParameters && event.pathParameters,
    principal: event.principal,
    sourceAddress: toAddress(identity.sourceIp),
    userAgent: toUserAgent(identity.userAgent),
    requestId: requestIdOf(event),
  };
  return request as HttpRequest<Route>;
};

type Parsed<Schema> = Schema extends TSchema ? Static<Schema> : undefined;
