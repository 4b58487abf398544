import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chunksOf, readAll, recordsIn } from '../testing.ts';
import { jsonLines } from './json-lines.ts';
import { MAX_RECORD_BYTES } from './source-record.ts';

const inLines = (content: string | Buffer, size?: number) => readAll(jsonLines(chunksOf(content, size)));

describe('JSON lines', () => {
  test('are a record each, also the last one without a line feed', async () => {
    expect(await inLines('{"a":1}\n{"a":2}')).toEqual([
      [1, { a: 1 }],
      [2, { a: 2 }],
    ]);
  });

  test('may end in CRLF, and one that is empty counts as a line and is no record', async () => {
    expect(await inLines('{"a":1}\r\n\r\n \t\n{"a":2}\r\n\n')).toEqual([
      [1, { a: 1 }],
      [4, { a: 2 }],
    ]);
  });

  test('may begin with a byte order mark, which stands nowhere else', async () => {
    const withMark = '\ufeff{"a":1}\n\ufeff{"a":2}\n';
    for (const size of [1, 2, 1000])
      expect(await readAll(await recordsIn('gatehouse', withMark, size))).toEqual([
        [1, { a: 1 }],
        [2, 'must be JSON'],
      ]);
  });

  test.each([
    ['no JSON', 'hunter2', 'must be JSON'],
    ['cut off', '{"email":"ada@exam', 'must be JSON'],
    ['with a member twice', '{"a":1,"a":1}', 'must not have a member twice'],
    ['with a member twice, once escaped', '{"a":1,"\\u0061":1}', 'must not have a member twice'],
    ['with a member that reaches a prototype', '{"__proto__":{}}', 'must not have a member named __proto__'],
    ['with a NUL', '{"a":"\0"}', 'must be JSON'],
  ])('%s are refused by their number, and the next is read', async (_what, text, rule) => {
    expect(await inLines(`${text}\n{"a":1}\n`)).toEqual([
      [1, rule],
      [2, { a: 1 }],
    ]);
    expect(await inLines(`{"a":1}\n${text}`)).toEqual([
      [1, { a: 1 }],
      [2, rule],
    ]);
  });

  test('that are not UTF-8 are refused', async () => {
    const broken = Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}\n{"a":1}'),
    ]);
    expect(await inLines(broken)).toEqual([
      [1, 'must be UTF-8'],
      [2, { a: 1 }],
    ]);
  });

  test('that are too long are refused, and not held', async () => {
    const long = `{"a":"${'x'.repeat(MAX_RECORD_BYTES)}"}`;
    const rule = `is longer than ${MAX_RECORD_BYTES} bytes`;
    expect(await inLines(`${long}\n{"a":1}\n${long}`, 65_536)).toEqual([
      [1, rule],
      [2, { a: 1 }],
      [3, rule],
    ]);
  });

  test('are the same however they are cut into chunks', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 40 }), async (values, size) => {
        const content = values.map((a) => JSON.stringify({ a })).join('\n');
        expect(await inLines(content, size)).toEqual(await inLines(content, 100_000));
      }),
      { numRuns: 50 },
    ));
});

describe('one JSON document', () => {
  const inDocument = async (content: string, size?: number) =>
    readAll(await recordsIn('keycloak', content, size));

  test.each([
    ['a list', '[{"a":1},\n{"a":[{"b":"}]\\""}]}]'],
    [
      'a member users',
      '{"realm":"x","list":[1,{"users":[]}],"users":[{"a":1},\n{"a":[{"b":"}]\\""}]}],"more":"]"}',
    ],
  ])('%s is its objects, each at the line where it begins', async (_what, content) => {
    for (const size of [1, 3, 1000])
      expect(await inDocument(content, size)).toEqual([
        [1, { a: 1 }],
        [2, { a: [{ b: '}]"' }] }],
      ]);
  });

  test.each([
    [
      'cut off in an object',
      '[{"a":1},{"a":',
      [
        [1, { a: 1 }],
        [1, 'the file ends before its JSON does'],
      ],
    ],
    [
      'cut off behind one',
      '{"users":[{"a":1}',
      [
        [1, { a: 1 }],
        [1, 'the file ends before its JSON does'],
      ],
    ],
    ['without a list', '{"user":[{"a":1}]}', [[1, 'has no list of objects, and no member users with one']]],
    [
      'with something else in its list',
      '[{"a":1},7,{"a":2}]',
      [
        [1, { a: 1 }],
        [1, 'must be JSON with a list of objects, and nothing behind it is read'],
      ],
    ],
    [
      'with something behind it',
      '[{"a":1}]\n[{"a":2}]',
      [
        [1, { a: 1 }],
        [2, 'must be JSON with a list of objects, and nothing behind it is read'],
      ],
    ],
    [
      'with two lists of users',
      '{"users":[{"a":1}],\n"users":[{"a":2}]}',
      [
        [1, { a: 1 }],
        [2, 'must be JSON with a list of objects, and nothing behind it is read'],
      ],
    ],
    [
      'with an object that has a member twice',
      '[{"a":1,"a":2},{"a":3}]',
      [
        [1, 'must not have a member twice'],
        [1, { a: 3 }],
      ],
    ],
  ])('%s says so', async (_what, content, records) => {
    for (const size of [1, 1000]) expect(await inDocument(content, size)).toEqual(records);
  });

  test('of an object that is too long says so, and goes on', async () => {
    const long = `{"a":"${'x'.repeat(MAX_RECORD_BYTES)}"}`;
    expect(await inDocument(`[${long},{"a":1}]`, 65_536)).toEqual([
      [1, `is longer than ${MAX_RECORD_BYTES} bytes`],
      [1, { a: 1 }],
    ]);
  });
});

describe('CSV', () => {
  const inCsv = async (content: string | Buffer, size?: number, format = 'cognito') =>
    readAll(await recordsIn(format, content, size));
  const HEADER = 'email,name';
  const NO_CSV = 'must be a row of CSV (RFC 4180)';
  const UNCLOSED = 'has a quote that nothing closes';
  const TOO_LONG = `is longer than ${MAX_RECORD_BYTES} bytes`;

  test('is a record for each row, at the line where it begins, with quotes, commas and line feeds in its fields', async () => {
    const content = '\ufeffname,email\r\n"Lovelace, ""Ada""",a@b.c\r\n\r\n"two\r\nlines",""\r\n,"d@e.f"';
    for (const size of [1, 1000])
      expect(await inCsv(content, size)).toEqual([
        [2, { name: 'Lovelace, "Ada"', email: 'a@b.c' }],
        [4, { name: 'two\r\nlines', email: '' }],
        [6, { name: '', email: 'd@e.f' }],
      ]);
  });

  test('refuses a row of another length, and one that is not UTF-8', async () => {
    const broken = Buffer.concat([
      Buffer.from(`${HEADER}\n1\n2,`),
      Buffer.from([0xff]),
      Buffer.from('\n3,4,5\n6,7\n'),
    ]);
    expect(await inCsv(broken, 1000)).toEqual([
      [2, 'must have as many fields as there are columns'],
      [3, 'must be UTF-8'],
      [4, 'must have as many fields as there are columns'],
      [5, { email: '6', name: '7' }],
    ]);
  });

  test('names the lines that quotes reach over where they make another row', async () => {
    expect(await inCsv(`${HEADER}\n"1,a\n2,b\n3,c"\n4,d`)).toEqual([
      [2, 'must have as many fields as there are columns, and ends in line 4'],
      [5, { email: '4', name: 'd' }],
    ]);
  });

  test.each([
    ['with quotes in a field without', '1,a "b" "c"', [[2, NO_CSV]]],
    ['with something behind a quote', '"1" ,a\r', [[2, NO_CSV]]],
    ['with a carriage return behind a quote', '"1"\r,a', [[2, NO_CSV]]],
    ['with a quote that nothing closes', '"1,a', [[2, UNCLOSED]]],
    [
      'with a quote that the quote of another row seems to close',
      '"1,a\n2,b\n"3","c"',
      [
        [2, NO_CSV],
        [3, { email: '2', name: 'b' }],
        [4, { email: '3', name: 'c' }],
      ],
    ],
    [
      'with several of them',
      '"1,a\n2,"b\n3,c\n"4,d',
      [
        [2, NO_CSV],
        [3, NO_CSV],
        [4, { email: '3', name: 'c' }],
        [5, UNCLOSED],
      ],
    ],
  ])('refuses a row %s, once, and no other', async (_what, rows, records) => {
    for (const size of [1, 5, 1000]) {
      expect(await inCsv(`${HEADER}\n${rows}\n8,z`, size)).toEqual([
        ...records,
        [rows.split('\n').length + 2, { email: '8', name: 'z' }],
      ]);
      expect(await inCsv(`${HEADER}\n${rows}`, size)).toEqual(records);
    }
  });

  test('refuses a row that is too long, once, without holding it, and reads the next', async () => {
    const long = 'x'.repeat(MAX_RECORD_BYTES);
    const lines = '\n'.repeat(MAX_RECORD_BYTES);
    expect(await inCsv(`${HEADER}\n1,${long}\n2,"${lines}"\n3,c\n4,${long}`, 65_536)).toEqual([
      [2, TOO_LONG],
      [3, TOO_LONG],
      [MAX_RECORD_BYTES + 4, { email: '3', name: 'c' }],
      [MAX_RECORD_BYTES + 5, TOO_LONG],
    ]);
  });

  test('names the lines that are lost where a quote is closed too late, or never', async () => {
    const rows = '2,b\n'.repeat(MAX_RECORD_BYTES / 4);
    const last = MAX_RECORD_BYTES / 4 + 3;
    expect(await inCsv(`${HEADER}\n"1,a\n${rows}"8",h\n9,i\n`, 65_536)).toEqual([
      [2, `${TOO_LONG}, and no line up to ${last} was read`],
      [last + 1, { email: '9', name: 'i' }],
    ]);
    expect(await inCsv(`${HEADER}\n"1,a\n${rows}`, 65_536)).toEqual([
      [2, `${TOO_LONG}, and no line up to ${last} was read`],
    ]);
  });

  test.each([
    ['the first of its rows', 'a@b.c,$2b$10$hash'],
    ['columns between semicolons', 'email;name'],
    ['the whole file, with lines that end in CR', 'email,name\ra@b.c,d\r'],
    ['no CSV', '{"email":"a@b.c"}'],
    ['not UTF-8', Buffer.from([0x65, 0xff])],
    ['a column twice', 'email,name,name'],
  ])('is not read where its first row is %s', async (_what, header) => {
    await expect(inCsv(Buffer.concat([Buffer.from(header), Buffer.from('\n1,2\n')]))).rejects.toThrow(
      /^must [^$@;]+$/,
    );
  });

  test('of nothing, or of a header alone, has no records', async () => {
    for (const content of ['', '\ufeff', '\r\n', HEADER, `${HEADER}\n`])
      expect(await inCsv(content)).toEqual([]);
  });

  test('is read as it was written, however it is cut into chunks', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string(), fc.string({ unit: fc.constantFrom(...'a,"\r\nß') })), {
          maxLength: 6,
        }),
        fc.integer({ min: 3, max: 40 }),
        async (rows, size) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const written = rows.map((row) => row.map(quoted).join(','));
          const found = await inCsv([HEADER, ...written].join('\r\n'), size);
          expect(found.map((each) => (each as [number, object])[1])).toEqual(
            rows.map(([email, name]) => ({ email, name })),
          );
        },
      ),
      { numRuns: 50 },
    ));
});
