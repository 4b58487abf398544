import { describe, expect, test } from '@jest/globals';
import { faultOf } from './judge.ts';
import { readAnswer } from './read-answer.ts';
import type { FuzzRequest } from './request.ts';

const request = (method: string, target: string): FuzzRequest => ({
  method,
  target,
  headers: [],
  body: '',
  framing: 'length',
});

const problem = (status: number, code: string) => {
  const type = `urn:gatehouse:problem:${code}`;
  const body = JSON.stringify({ type, title: 'x', status, detail: 'x', code, request_id: 'r-1' });
  const head = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': 'r-1',
  };
  return { status, headers: new Headers(head), body, rest: 0 };
};

describe('an answer is at fault', () => {
  test('that is a 5xx, a documented one as well', () => {
    expect(faultOf(request('GET', '/users/me'), problem(500, 'internal_error'))).toMatch(/^500: /);
  });

  test('that the operation does not declare', () => {
    expect(faultOf(request('GET', '/users/me'), problem(409, 'email_taken'))).toMatch(/not documented/);
  });

  test('that is followed by more bytes', () => {
    expect(faultOf(request('GET', '/users/me'), { ...problem(401, 'unauthorized'), rest: 7 })).toMatch(
      /7 bytes/,
    );
  });

  test('that has a body and is of a HEAD, but for the last one of a head that was refused in pieces', () => {
    const refused = { ...problem(413, 'body_too_large'), rest: 219 };
    const head = request('HEAD', '/users/me');
    expect(faultOf(head, refused)).toMatch(/219 bytes/);
    refused.headers.set('connection', 'close');
    expect(faultOf(head, refused)).toBeUndefined();
    expect(faultOf(request('GET', '/users/me'), refused)).toMatch(/219 bytes/);
    expect(faultOf(head, { ...refused, status: 404 })).toMatch(/219 bytes/);
  });

  test('that is good where no operation is', () => {
    const good = { ...problem(200, 'unauthorized'), body: '{}' };
    expect(faultOf(request('GET', '/users/../auth'), good)).toMatch(/GET \/nothing/);
  });
});

test.each([
  ['its operation', 'GET', '/users/me', 401, 'unauthorized'],
  ['its operation, whose path is written in escapes', 'GET', '/users/m%65?a=/x', 401, 'unauthorized'],
  ['its operation, named by an absolute target', 'GET', 'http://h/users/me', 401, 'unauthorized'],
  ['no operation', 'get', '/users/me', 404, 'not_found'],
  ['no path that is one without a doubt', 'POST', '/users/%2e%2e', 404, 'not_found'],
])('an answer is taken that is told of %s', (_what, method, target, status, code) => {
  expect(faultOf(request(method, target), problem(status, code))).toBeUndefined();
});

describe('an answer is read', () => {
  const read = (text: string, method = 'GET', ended = false) => readAnswer(Buffer.from(text), method, ended);

  test.each([
    ['by its length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', 'GET', '{}', 0],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n',
      'GET',
      '{}',
      0,
    ],
    ['behind an interim one', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n', 'POST', '', 0],
    [
      'without the body that its length is of',
      'HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n',
      'HEAD',
      '',
      0,
    ],
    ['with what is too much', 'HTTP/1.1 204 No Content\r\n\r\nmore', 'GET', '', 4],
  ])('%s', (_how, text, method, body, rest) => {
    expect(read(text, method)).toMatchObject({ body, rest });
  });

  test('when it is whole, by the end of the connection where it says no length', () => {
    const text = 'HTTP/1.1 200 OK\r\n\r\nall of it';
    expect([read(text), read(text, 'GET', true)?.body]).toEqual([null, 'all of it']);
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}')).toBeNull();
    expect(read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}')).toBeNull();
  });

  test('or refused, when it is none', () => {
    expect(() => read('200 OK\r\n\r\n')).toThrow('no status line');
  });
});
