import { describe, expect, test } from '@jest/globals';
import type { Call } from '../events/call.ts';
import { gatewayResponse } from './gateway-response.ts';
import { takesBinary, toAnswer } from './proxy-response.ts';
import { Refusal } from './refusal.ts';

const answer = (result: unknown) => {
  const { status, headers, body } = toAnswer(result, true);
  return { status, headers: Object.fromEntries(headers), body: body.toString() };
};
const valuesOf = (result: object, name: string) =>
  toAnswer(result, true)
    .headers.filter(([header]) => header.toLowerCase() === name)
    .map(([, value]) => value);

/** Why the result is malformed; the empty text for one that is not. */
const problemOf = (result: unknown): string => {
  try {
    toAnswer(result, true);
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).type).toBe('INTEGRATION_FAILURE');
    return ((error as Refusal).cause as Error).message.replace('malformed Lambda proxy response: ', '');
  }
  return '';
};

describe('the status of what a function returns', () => {
  test.each([
    [201, 201],
    ['200', 200],
    ['404', 404],
    [599, 599],
  ])('may be a number or its digits as text: %j', (statusCode, expected) => {
    expect(answer({ statusCode, body: 'x' })).toMatchObject({ status: expected, body: 'x' });
  });

  test.each([{}, { body: '' }, { statusCode: null }, { headers: {} }])(
    'is 200 where there is none: %j',
    (result) => {
      expect(answer(result)).toMatchObject({ status: 200, body: '' });
    },
  );

  test.each([
    199,
    600,
    0,
    -200,
    200.5,
    99,
    1000,
    '99',
    '0200',
    '600',
    '200.0',
    '+200',
    ' 200',
    '2e2',
    '0xc8',
    'OK',
    '',
    true,
    [200],
    {},
  ])('that is no status is malformed: %j', (statusCode) => {
    expect(problemOf({ statusCode })).toBe('statusCode is not a whole number from 200 to 599');
  });
});

describe('what a function returns', () => {
  test.each([
    ['null', null],
    ['nothing', undefined],
    ['a text', 'hello'],
    ['a number', 200],
    ['a list', [{}]],
  ])('is malformed unless it is an object: %s', (_name, result) => {
    expect(problemOf(result)).toBe('is not an object');
  });

  test.each(['extra', 'StatusCode', 'message', 'Headers', 'toString'])(
    'is malformed with a member that API Gateway does not know: %s',
    (name) => {
      expect(problemOf({ statusCode: 200, body: 'x', [name]: 1 })).toBe(`has the unknown member ${name}`);
      expect(problemOf({ statusCode: 200, [name]: null })).toBe(`has the unknown member ${name}`);
    },
  );

  test('is malformed with the members of other kinds of API: cookies and base64Encoded', () => {
    expect(problemOf({ cookies: ['a=1'] })).toBe('has the unknown member cookies');
    expect(problemOf({ base64Encoded: true })).toBe('has the unknown member base64Encoded');
  });

  test('may have null for every member', () => {
    const empty = {
      statusCode: null,
      headers: null,
      multiValueHeaders: null,
      body: null,
      isBase64Encoded: null,
    };
    expect(answer(empty)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '',
    });
  });

  test.each([[{ a: 1 }], [['x']], [1], [true]])('is malformed with a body that is no text: %j', (body) => {
    expect(problemOf({ body })).toBe('body is not a text');
  });
});

test('a malformed answer is 502 where the template says nothing of it', () => {
  const { status, body } = gatewayResponse('INTEGRATION_FAILURE', undefined, { context: {}, headers: [] });
  expect([status, body.toString()]).toEqual([502, '{"message":"Internal server error"}']);
});

describe('a body in base64', () => {
  test.each([true, 'true', 'True'])('is sent as the bytes it means: %j', (isBase64Encoded) => {
    expect(toAnswer({ body: 'AP+A', isBase64Encoded }, true).body).toEqual(Buffer.from([0x00, 0xff, 0x80]));
  });

  test.each([false, 'false', 'False'])('is text where the flag says so: %j', (isBase64Encoded) => {
    expect(answer({ body: 'AP+A', isBase64Encoded }).body).toBe('AP+A');
  });

  test.each(['', 'TRUE', 'yes', '1', 1, 0, [], {}])('has no other flag: %j', (isBase64Encoded) => {
    expect(problemOf({ body: '', isBase64Encoded })).toBe('isBase64Encoded is not a boolean');
  });

  test.each(['not base64', 'AP+A\n', 'A===', 'AP=A', '{"a":1}', 'AP-_'])('has to be base64: %j', (body) => {
    expect(problemOf({ body, isBase64Encoded: true })).toBe('body is not base64');
  });

  test('is sent as it is to a request that takes no binary, base64 or not', () => {
    const bodyOf = (body: string) => toAnswer({ body, isBase64Encoded: true }, false).body.toString();
    expect([bodyOf('AP+A'), bodyOf('not base64')]).toEqual(['AP+A', 'not base64']);
  });

  test.each([
    ['image/png', ['image/*'], true],
    ['image/png;q=0.9, */*', ['image/png'], true],
    ['text/html, image/png', ['image/*'], false],
    ['*/*', ['image/*'], false],
    [undefined, ['image/*'], false],
    [undefined, ['*/*'], true],
    ['image/png', [], false],
  ])(
    'is for requests that accept a binary type of the API first: %j of %j',
    (accept, binaryMediaTypes, expected) => {
      const headers = accept === undefined ? [] : [['Accept', accept]];
      expect(takesBinary({ request: { headers }, api: { binaryMediaTypes } } as unknown as Call)).toBe(
        expected,
      );
    },
  );
});

describe('the headers of what a function returns', () => {
  test('may be texts, booleans and numbers, which are sent as text', () => {
    expect(answer({ headers: { a: 'b', c: true, d: false, e: 3 } }).headers).toMatchObject({
      a: 'b',
      c: 'true',
      d: 'false',
      e: '3',
    });
  });

  test.each([
    ['null', { a: null }, 'the header a is not a text'],
    ['a list', { a: ['b'] }, 'the header a is not a text'],
    ['an object', { a: {} }, 'the header a is not a text'],
    ['a line break', { a: 'b\r\nc: d' }, 'the header a cannot be sent'],
    ['a name with a blank', { 'a b': 'c' }, 'the header a b cannot be sent'],
    ['a list of headers', [['a', 'b']], 'headers is not a map'],
    ['a text', 'a: b', 'headers is not a map'],
  ])('are malformed with %s', (_name, headers, problem) => {
    expect(problemOf({ headers })).toBe(problem);
  });

  test.each([
    ['a text', { a: 'b' }, 'the multi-value header a is not a list'],
    ['null', { a: null }, 'the multi-value header a is not a list'],
    ['a list in a list', { a: [['b']] }, 'the header a is not a text'],
    ['null in a list', { a: [null] }, 'the header a is not a text'],
    ['a list of headers', [], 'multiValueHeaders is not a map'],
  ])('are malformed with %s for several values', (_name, multiValueHeaders, problem) => {
    expect(problemOf({ multiValueHeaders })).toBe(problem);
  });

  test('keep each value of several, the same one twice too', () => {
    expect(valuesOf({ multiValueHeaders: { 'x-a': ['1', '2', '1'] } }, 'x-a')).toEqual(['1', '2', '1']);
  });

  test('have the several values of a name that stands in both maps, in whatever letter case', () => {
    const both = { multiValueHeaders: { 'X-A': ['1', '2'] }, headers: { 'x-a': '3', 'x-b': '4' } };
    expect(valuesOf(both, 'x-a')).toEqual(['1', '2']);
    expect(valuesOf(both, 'x-b')).toEqual(['4']);
  });

  test('keep the names that the function gives', () => {
    expect(answer({ headers: { 'WWW-Authenticate': 'Bearer' } }).headers).toHaveProperty(
      'WWW-Authenticate',
      'Bearer',
    );
  });
});
