// A Middy chain of one's own, and what its caller sees of the errors that are thrown in it.
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { Context } from 'aws-lambda';
import { expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import { principalOf } from '../principal.ts';
import { answerProblems, type HttpEvent, type Refusal } from './index.ts';

const failures: unknown[] = [];

const answerOf = async (act: () => unknown, event: HttpEvent = {}): Promise<Refusal> => {
  failures.length = 0;
  const chain = middy<HttpEvent, unknown>()
    .use(answerProblems({ onFailure: (error) => failures.push(error) }))
    .handler(async () => act());
  return (await chain({ requestContext: { requestId: 'request-1' }, ...event }, {} as Context)) as Refusal;
};

const throwing = (error: unknown) => () => {
  throw error;
};

test('an error of ours is answered by its code, with the members at fault', async () => {
  const errors = [{ pointer: '/item', message: 'is required' }];
  const { statusCode, headers, body } = await answerOf(
    throwing(new GatehouseError('validation_failed', { errors })),
  );
  expect([statusCode, headers['content-type']]).toEqual([400, 'application/problem+json']);
  expect(JSON.parse(body)).toMatchObject({ code: 'validation_failed', request_id: 'request-1', errors });
  expect(failures).toEqual([]);
});

test('a caller whom nobody vouches for is answered 401, with the challenge', async () => {
  const { statusCode, headers } = await answerOf(() => principalOf({}));
  expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer']);
});

test('a store that is away is answered 503, with the time to come back after, and told of by its cause', async () => {
  const cause = new Error('connection refused');
  const { statusCode, headers } = await answerOf(
    throwing(new GatehouseError('store_unavailable', { cause })),
  );
  expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
  expect(failures).toEqual([cause]);
});

test.each([
  new Error('secret'),
  'secret',
  undefined,
  Object.assign(new Error('secret'), { statusCode: 422, expose: true }),
])('anything else (%p) is a fault of ours, of which the caller learns nothing', async (thrown) => {
  const { statusCode, body } = await answerOf(throwing(thrown));
  expect(statusCode).toBe(500);
  expect(body).not.toContain('secret');
  expect(failures).toHaveLength(1);
});

test.each([
  ['application/json', '{"a"', 'malformed_body'],
  ['application/json', '', 'malformed_body'],
  ['text/plain', 'a', 'unsupported_media_type'],
])('a body that Middy’s parser refuses (%s, %s) is %s', async (type, body, code) => {
  const chain = middy<HttpEvent, unknown>()
    .use(answerProblems())
    .use(httpJsonBodyParser() as unknown as middy.MiddlewareObj<HttpEvent, unknown>)
    .handler(async () => ({ statusCode: 200 }));
  const event = { headers: { 'content-type': type }, body } as HttpEvent;
  const answer = (await chain(event, {} as Context)) as Refusal;
  expect(JSON.parse(answer.body)).toMatchObject({ code });
});
