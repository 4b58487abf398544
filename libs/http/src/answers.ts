// The answers that a handler can give; errors are thrown, and presented by the chain.
import type { APIGatewayProxyResult } from 'aws-lambda';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** An answer as API Gateway takes it. The chain adds what every answer carries. */
export type Answer = APIGatewayProxyResult;

/** 200 with a JSON body. */
export const ok = (body: unknown, headers: Headers = {}): Answer => json(200, body, headers);

/** 201 with the created thing and where it is from now on. */
export const created = (body: unknown, location: string): Answer => json(201, body, { location });

/** 204, nothing to say. */
export const noContent = (): Answer => ({ statusCode: 204, headers: {}, body: '' });

/** 200 that anyone may keep for a while: key sets and metadata, never what belongs to an account. */
export const cacheable = (body: unknown, maxAgeSeconds: number, headers: Headers = {}): Answer =>
  json(200, body, { ...headers, 'cache-control': `public, max-age=${maxAgeSeconds}` });

const json = (statusCode: number, body: unknown, headers: Headers): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
