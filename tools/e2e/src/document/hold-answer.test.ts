import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../client.ts';
import { holdAnswer } from './hold-answer.ts';

const always = { 'x-request-id': 'r-1', 'cache-control': 'no-store' };
const json = { ...always, 'content-type': 'application/json' };
const tokens = { access_token: 'a', token_type: 'Bearer', expires_in: 300, refresh_token: 'r' };

const answer = (status: number, body: unknown, headers: Record<string, string> = json): Answer => ({
  status,
  body,
  headers: new Headers(headers),
});

const problem = (status: number, code: string, others: object = {}): Answer =>
  answer(
    status,
    {
      type: `urn:gatehouse:problem:${code}`,
      title: 'x',
      status,
      detail: 'x',
      code,
      request_id: 'r-1',
      ...others,
    },
    { ...always, 'content-type': 'application/problem+json' },
  );

const login = (given: Answer): string => holdAnswer('POST', '/auth/login', given);

describe('an answer that the document tells of', () => {
  test.each<[string, string, string, Answer]>([
    ['a good one', 'authLogin 200', 'POST /auth/login', answer(200, tokens)],
    [
      'a problem',
      'authLogin 400 invalid_credentials',
      'POST /auth/login',
      problem(400, 'invalid_credentials'),
    ],
    ['one without a body', 'authLogoutAll 204', 'POST /auth/logout-all', answer(204, undefined, always)],
    ['one of a parameter', 'usersGet 404 not_found', 'GET /users/x?y=1', problem(404, 'not_found')],
    ['one of a literal path', 'usersMe 401 unauthorized', 'GET /users/me', problem(401, 'unauthorized')],
    ['one of no operation', 'GET /nothing 404 not_found', 'GET /nothing', problem(404, 'not_found')],
    ['a preflight', 'OPTIONS /users/me 200', 'OPTIONS /users/me', answer(200, {})],
  ])('is taken by its name: %s', (_which, outcome, call, given) => {
    const [method = '', path = ''] = call.split(' ');
    expect(holdAnswer(method, path, given)).toBe(outcome);
  });
});

describe('an answer is refused, naming the operation,', () => {
  test.each<[string, RegExp, Answer]>([
    ['of another status', /^authLogin 418: the status is not documented/, answer(418, tokens)],
    [
      'of a code that the operation has not',
      /^authLogin 400 invalid_grant: .*\/code/,
      problem(400, 'invalid_grant'),
    ],
    ['without a member', /refresh_token/, answer(200, { ...tokens, refresh_token: undefined })],
    ['with a member of another type', /\/expires_in/, answer(200, { ...tokens, expires_in: '300' })],
    ['with a member that is not documented', /does not fit/, answer(200, { ...tokens, scope: 'x' })],
    ['without a request id', /x-request-id is missing/, answer(200, tokens, { 'cache-control': 'no-store' })],
    [
      'that may be kept',
      /cache-control does not fit/,
      answer(200, tokens, { ...json, 'cache-control': 'public' }),
    ],
    [
      'of another media type',
      /content-type is text\/html/,
      answer(200, tokens, { ...json, 'content-type': 'text/html' }),
    ],
    ['whose request id is another', /request id/, problem(400, 'invalid_credentials', { request_id: 'r-2' })],
    [
      'whose type is of another code',
      /type/,
      problem(400, 'invalid_credentials', { type: 'urn:gatehouse:problem:x' }),
    ],
    ['without the errors of a validation', /errors/, problem(400, 'validation_failed')],
  ])('%s', (_which, message, given) => {
    expect(() => login(given)).toThrow(message);
  });

  test('with a body where none is documented', () => {
    expect(() => holdAnswer('POST', '/auth/logout-all', answer(204, {}))).toThrow('none is documented');
  });

  test('of no operation and no problem', () => {
    expect(() => holdAnswer('GET', '/nothing', answer(200, {}))).toThrow('GET /nothing 200');
  });
});
