// What API Gateway asks, in each of its forms, as one question; apart, because only this file knows their shapes.
import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';

/** The REQUEST event of a WebSocket API's `$connect` route; the only one that may carry the token in a sub-protocol. */
export interface ConnectAuthorizerEvent {
  readonly type: 'REQUEST';
  readonly methodArn: string;
  readonly headers: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null;
  readonly requestContext: { readonly routeKey: string; readonly eventType: string };
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

type HeaderMap = Readonly<Record<string, string | undefined>> | null | undefined;
type MultiHeaderMap = Readonly<Record<string, string[] | undefined>> | null | undefined;

/** Reads an event by its shape. Throws for what is no authorizer event: that is a fault of the set-up. */
export const readQuestion = (event: AuthorizerEvent): Question => {
  if ('routeArn' in event) {
    return { api: 'http', arn: event.routeArn, token: bearerOf(headerOf(event.headers, 'authorization')) };
  }
  if (event.type === 'TOKEN') {
    return { api: 'rest', arn: event.methodArn, token: bearerOf(event.authorizationToken) };
  }
  // An event is what arrives, not what is typed.
  if (event.type !== 'REQUEST') throw new TypeError('not an authorizer event');
  const { headers, multiValueHeaders } = event;
  const header = (name: string): string | null => oneHeader(headers, multiValueHeaders, name);
  return isConnect(event)
    ? { api: 'websocket', arn: event.methodArn, token: subProtocolTokenOf(header('sec-websocket-protocol')) }
    : { api: 'rest', arn: event.methodArn, token: bearerOf(header('authorization')) };
};

const isConnect = (event: APIGatewayRequestAuthorizerEvent | ConnectAuthorizerEvent): boolean =>
  'eventType' in event.requestContext && event.requestContext.eventType === 'CONNECT';

/** RFC 6750 §2.1, with the scheme in any letter case (RFC 9110 §11.1). */
const bearerOf = (header: string | null | undefined): string | null =>
  /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;

/** Among the offered sub-protocols, the one that is a token: a JWT's header starts with `{"`, so it starts with `eyJ`. */
const subProtocolTokenOf = (header: string | null): string | null => {
  const tokens = (header ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item.startsWith('eyJ'));
  return tokens.length === 1 ? (tokens[0] ?? null) : null;
};

/** A header sent twice is no header: nobody may choose which of two tokens counts. */
const oneHeader = (headers: HeaderMap, multiple: MultiHeaderMap, name: string): string | null => {
  const values = headerOf(multiple, name);
  if (Array.isArray(values) && values.length > 1) return null;
  return headerOf(headers, name) ?? null;
};

const headerOf = <T>(headers: Readonly<Record<string, T>> | null | undefined, name: string): T | undefined =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
