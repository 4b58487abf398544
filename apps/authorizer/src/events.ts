// What API Gateway asks, in each of its forms, as one question; apart, because only this file knows their shapes.
import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';
import { bearerOf, headerLines, only } from '@gatehouse/http/bearer';

/** The REQUEST event of a WebSocket API's `$connect` route; the only one that may carry the token in a sub-protocol. */
export interface ConnectAuthorizerEvent {
  readonly type: 'REQUEST';
  readonly methodArn: string;
  readonly headers: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null;
  readonly requestContext: {
    readonly routeKey: string;
    readonly eventType: string;
    readonly requestId?: string;
  };
}

export type AuthorizerEvent =
  | APIGatewayTokenAuthorizerEvent
  | APIGatewayRequestAuthorizerEvent
  | APIGatewayRequestAuthorizerEventV2
  | ConnectAuthorizerEvent;

/** Who asks (a REST or WebSocket API takes policies alone), for which route, with which token: null when there is none. */
export interface Question {
  readonly api: 'rest' | 'http' | 'websocket';
  readonly arn: string;
  readonly token: string | null;
}

/** The request that an event is about, as API Gateway counts it; a `TOKEN` event does not say. */
export const requestIdOf = (event: AuthorizerEvent): string | undefined =>
  (event as { readonly requestContext?: { readonly requestId?: string } } | null)?.requestContext?.requestId;

/** Reads an event by its shape. Throws for what is no authorizer event: that is a fault of the set-up. */
export const readQuestion = (event: AuthorizerEvent): Question => {
  if ('routeArn' in event) {
    return {
      api: 'http',
      arn: event.routeArn,
      token: bearerOf(only(headerLines({ headers: event.headers }, 'authorization'))),
    };
  }
  if (event.type === 'TOKEN') {
    return { api: 'rest', arn: event.methodArn, token: bearerOf(event.authorizationToken) };
  }
  // An event is what arrives, not what is typed.
  if (event.type !== 'REQUEST') throw new TypeError('not an authorizer event');
  return isConnect(event)
    ? {
        api: 'websocket',
        arn: event.methodArn,
        token: subProtocolTokenOf(headerLines(event, 'sec-websocket-protocol')),
      }
    : { api: 'rest', arn: event.methodArn, token: bearerOf(only(headerLines(event, 'authorization'))) };
};

type RequestEvent = APIGatewayRequestAuthorizerEvent | ConnectAuthorizerEvent;

const isConnect = ({ requestContext }: Partial<RequestEvent>): boolean =>
  requestContext !== undefined && 'eventType' in requestContext && requestContext.eventType === 'CONNECT';

/**
 * Among the offered sub-protocols, which several lines of the header may list (RFC 6455 §11.3.4), the one that is a token:
 * a JWT's header starts with `{"`, so it starts with `eyJ`.
 */
const subProtocolTokenOf = (lines: readonly string[]): string | null => {
  const offered = lines.flatMap((line) => line.split(',')).map((item) => item.trim());
  return only(offered.filter((item) => item.startsWith('eyJ'))) ?? null;
};
