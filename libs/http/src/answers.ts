// The answers that a handler can give; errors are thrown, and presented by the chain.
import type { AnswerBody, Answers } from '@gatehouse/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** When the session of an answer's tokens ends: for the chain alone, since no JSON has it. */
export const SESSION_END = Symbol('session end');

/** What the body was made of: for the compiler alone. */
declare const BODY: unique symbol;

/** An answer as API Gateway takes it, typed by its status and body. The chain adds what every answer carries. */
export interface Answer<Status extends number = number, Body = unknown> extends APIGatewayProxyResult {
  statusCode: Status;
  readonly [BODY]?: Body;
  readonly [SESSION_END]?: Date;
}

/** The answers that a declaration lists. */
export type AnswerOf<Listed extends Answers> = {
  [Status in keyof Listed & number]: Answer<Status, AnswerBody<Listed[Status]>>;
}[keyof Listed & number];

/**
 * 200 with a JSON body.
 * @example
 * const answer = ok({ items: ['o1'] });
 */
export const ok = <Body>(body: Body, headers: Headers = {}): Answer<200, Body> => json(200, body, headers);

/**
 * 200 with tokens: the one way to answer them, since the chain moves the refresh token into a cookie for a page that asks for
 * it, which is kept until `sessionEnd`.
 * @example
 * const answer = okTokens({ access_token: 'eyJ…', refresh_token: '…', sessionEnd: new Date('2026-02-07') });
 */
export const okTokens = <Tokens extends { readonly refresh_token: string }>({
  sessionEnd,
  ...tokens
}: Tokens & { readonly sessionEnd: Date }): Answer<200, Omit<Tokens, 'sessionEnd'>> => ({
  ...json(200, tokens as Omit<Tokens, 'sessionEnd'>, {}),
  [SESSION_END]: sessionEnd,
});

/**
 * 201 with the created thing and where it is from now on.
 * @example
 * const answer = created({ id: 'o1' }, '/orders/o1');
 */
export const created = <Body>(body: Body, location: string): Answer<201, Body> =>
  json(201, body, { location });

/**
 * 202: it was taken in, and what comes of it is told elsewhere.
 * @example
 * const answer = accepted();
 */
export const accepted = (): Answer<202, undefined> => ({ statusCode: 202, headers: {}, body: '' });

/**
 * 204, nothing to say.
 * @example
 * const answer = noContent();
 */
export const noContent = (): Answer<204, undefined> => ({ statusCode: 204, headers: {}, body: '' });

/**
 * 200 that anyone may keep for a while: key sets and metadata, never what belongs to an account.
 * @example
 * const answer = cacheable({ keys: [] }, 300);
 */
export const cacheable = <Body>(
  body: Body,
  maxAgeSeconds: number,
  headers: Headers = {},
): Answer<200, Body> => json(200, body, { ...headers, 'cache-control': `public, max-age=${maxAgeSeconds}` });

const json = <Status extends number, Body>(
  statusCode: Status,
  body: Body,
  headers: Headers,
): Answer<Status, Body> => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
