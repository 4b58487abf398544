// Headers: who calls, what the body is said to be, and whatever else a client may think of.
import fc from 'fast-check';
import { anyHeadBytes } from './odd-texts.ts';
import type { FuzzRequest } from './request.ts';

type Header = FuzzRequest['headers'][number];

/** Those of a request whose body is sent. */
export const anyHeaders = (): fc.Arbitrary<readonly Header[]> =>
  fc.oneof(
    { weight: 5, arbitrary: usual() },
    {
      weight: 3,
      arbitrary: fc
        .tuple(usual(), fc.array(oddHeader(), { minLength: 1, maxLength: 4 }))
        .map((parts) => parts.flat()),
    },
    { weight: 1, arbitrary: fc.tuple(usual(), fc.constantFrom(...FLOODS)).map((parts) => parts.flat()) },
  );

const usual = (): fc.Arbitrary<readonly Header[]> =>
  fc.tuple(authorization(), contentType()).map((parts) => parts.flat());

const authorization = (): fc.Arbitrary<readonly Header[]> => {
  const caller = fc
    .constantFrom('user', 'user', 'admin', 'admin', 'ended')
    .map((who) => `Bearer {{${who}.token}}`);
  const said = fc.oneof(
    { weight: 6, arbitrary: caller },
    { weight: 2, arbitrary: fc.oneof(fc.constantFrom(...ODD_TOKENS), anyHeadBytes) },
  );
  const one = said.map((value): Header[] => [['authorization', value]]);
  return fc.oneof(
    { weight: 8, arbitrary: one },
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(one, one).map((both) => both.flat()) },
  );
};

const ODD_TOKENS = [
  'Bearer',
  'Bearer ',
  'bearer {{user.token}}',
  'Bearer  {{user.token}}',
  'Bearer {{user.token}}x',
  'Bearer {{user.token}} ',
  'Bearer x{{user.token}}',
  'Bearer {{user.token}}.{{user.token}}',
  'Bearer {{user.token}}, Bearer {{admin.token}}',
  'Bearer {{user.refresh}}',
  'Basic YTpi',
  'Bearer a.b.c',
  'Bearer eyJhbGciOiJub25lIn0.e30.',
  'Bearer eyJhbGciOiJub25lIn0.e30.AA',
  'Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6Il9fcHJvdG9fXyIsInR5cCI6ImF0K2p3dCJ9.e30.AA',
  `Bearer ${'a'.repeat(8_000)}`,
  `Bearer ${'a.'.repeat(3_000)}`,
  '{{user.token}}',
];

const contentType = (): fc.Arbitrary<readonly Header[]> => {
  const said = fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.oneof(fc.constantFrom(...OTHER_TYPES), anyHeadBytes) },
  );
  return fc.oneof(
    { weight: 9, arbitrary: said.map((value): Header[] => [['content-type', value]]) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
};

const OTHER_TYPES = [
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'application/json; charset=utf-16',
  'application/json;',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'image/png',
  '*/*',
  '',
];

const oddHeader = (): fc.Arbitrary<Header> => {
  const known = fc.constantFrom<Header>(
    ['content-encoding', 'gzip'],
    ['content-encoding', 'identity'],
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
    ['access-control-request-method', 'DELETE'],
    ['user-agent', 'Ada\xe2\x80\xae\xe2\x80\xa8\xc2\x85'],
    ['user-agent', 'x'.repeat(5_000)],
    ['x-forwarded-for', '203.0.113.9, \'"'],
    ['x-http-method-override', 'DELETE'],
    ['x-original-url', '/users'],
    ['x-request-id', 'forged'],
    ['x-amzn-trace-id', 'Root=1'],
    ['host', 'evil.example'],
    ['host', ''],
    ['expect', '100-continue'],
    ['expect', 'nothing'],
    ['connection', 'close'],
    ['connection', 'authorization, content-type'],
    ['upgrade', 'websocket'],
    ['te', 'trailers'],
    ['accept', 'text/html'],
    ['accept-encoding', 'gzip;q=0'],
    ['if-none-match', '*'],
    ['range', 'bytes=0-0'],
    ['cookie', '__Host-gatehouse-refresh={{user.refresh}}'],
    ['gatehouse-refresh', 'cookie'],
    ['gatehouse-refresh', 'body'],
    ['sec-fetch-site', 'same-origin'],
    ['authorization', 'Bearer {{admin.token}}'],
    ['__proto__', 'x'],
    ['constructor', 'x'],
    ['bad name', 'x'],
    ['', 'x'],
    ['x\xff', 'x'],
  );
  const names = fc.constantFrom(
    'user-agent',
    'x-odd',
    'origin',
    'cookie',
    'content-type',
    'content-encoding',
    'accept',
    'referer',
  );
  return fc.oneof(known, fc.tuple(names, anyHeadBytes));
};

/** Too many, too long, or nearly so. */
const FLOODS: readonly (readonly Header[])[] = [
  Array.from({ length: 150 }, (_, index): Header => [`x-${index}`, 'x']),
  Array.from({ length: 3_000 }, (_, index): Header => [`x-${index}`, 'x']),
  [['x-long', 'x'.repeat(9_000)]],
  [['x-long', 'x'.repeat(11_000)]],
  [['x-long', 'x'.repeat(100_000)]],
];
