import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isJsonObject, parseStrictJson, refuseDuplicates } from './strict-json.ts';

/** JSON values without what is refused on purpose. */
const harmless = fc
  .jsonValue({ maxDepth: 6 })
  .filter((value) => !JSON.stringify(value).includes('"__proto__"'));

describe('parseStrictJson', () => {
  test('agrees with JSON.parse on what has one meaning', () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(0, 1, '\t', '\r\n'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
        expect(parseStrictJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('accepts nothing that JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\u01ea truefalsn-.'), maxLength: 20 }),
        (text) => {
          const isJson = succeeds(() => void JSON.parse(text));
          expect(isJson || !succeeds(() => void parseStrictJson(text))).toBe(true);
        },
      ),
    );
  });

  test('refuses every object that has a member twice, however the name is written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), harmless, harmless, (name, first, second) => {
        const members = [`${JSON.stringify(name)}:${JSON.stringify(first)}`, `"k":0`];
        const again = `${escapeAll(name)}:${JSON.stringify(second)}`;
        expect(() => parseStrictJson(`[{${[...members, again].join()}}]`)).toThrow(SyntaxError);
      }),
    );
  });

  test.each([
    ['a member twice', '{"a":1,"a":1}', 'must not have a member twice'],
    ['a member twice, with white space', '{"a" : 1 ,\n"a"\t:1}', 'must not have a member twice'],
    ['a member twice, one escaped', String.raw`{"a":1,"\u0061":1}`, 'must not have a member twice'],
    ['an empty name twice', '{"":1,"":1}', 'must not have a member twice'],
    ['a member twice behind an inner object', '{"a":{"b":1},"a":1}', 'must not have a member twice'],
    ['a member twice in an inner object', '[0,{"x":{"b":1,"b":2}}]', 'must not have a member twice'],
    ['a member twice around an inner list', '{"a":["a",{"a":1}],"a":1}', 'must not have a member twice'],
    ['a member twice, with commas in texts', '{"a":",","b":"a,b","a":1}', 'must not have a member twice'],
    [
      'a member twice, with a comma escaped',
      String.raw`{"a":"\u002c","a":","}`,
      'must not have a member twice',
    ],
    ['a member twice, its value a list', '{"a":[1,2,3],"a":[1]}', 'must not have a member twice'],
    ['__proto__', '{"__proto__":1}', 'must not have a member named __proto__'],
    ['__proto__ escaped', String.raw`{"\u005f_proto__":{}}`, 'must not have a member named __proto__'],
    ['nine levels of lists', '[[[[[[[[[]]]]]]]]]', 'must not nest below 8 levels'],
    ['nine levels of objects', '{"a":'.repeat(8) + '{}' + '}'.repeat(8), 'must not nest below 8 levels'],
    ['half a text', '{"a":', 'must be JSON'],
    ['nothing', '', 'must be JSON'],
    ['a byte order mark', '\ufeff{}', 'must be JSON'],
  ])('refuses %s', (_name, text, rule) => {
    expect(() => parseStrictJson(text)).toThrow(new SyntaxError(rule));
    expect(() => parseStrictJson(Buffer.from(text))).toThrow(new SyntaxError(rule));
  });

  test.each([
    ['eight levels', '[[[[[[[[]]]]]]]]'],
    ['many flat lists', `[${'[],'.repeat(50)}[]]`],
    ['one name in two objects', '[{"a":1},{"a":1}]'],
    ['one name inside and outside', '{"a":{"a":{"a":1}}}'],
    ['commas in names and texts', '{"a,b":",","c":[",,"]}'],
    ['names that look like structure', String.raw`{"{":"}","[\"":"]:,","\\":1,"\\\"":2}`],
    ['values that look like names', '{"a":"b","b":"a","c":["a","b"]}'],
  ])('accepts %s', (_name, text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ['an overlong encoding', [0x22, 0xc0, 0xaf, 0x22]],
    ['a byte that begins nothing', [0x22, 0xff, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['half a character', [0x22, 0xe2, 0x82]],
  ])('refuses %s', (_name, bytes) => {
    expect(() => parseStrictJson(Uint8Array.from(bytes))).toThrow(new SyntaxError('must be UTF-8'));
  });
});

describe('refuseDuplicates', () => {
  test.each(['{"a":1,"b":{"a":1}}', '{"__proto__":1}', `${'[{"a":'.repeat(50)}1${'}]'.repeat(50)}`])(
    'takes any JSON without them, however deep: %#',
    (text) => expect(() => refuseDuplicates(text)).not.toThrow(),
  );

  test.each([
    '{"a":1,"\\u0061":1}',
    '{"__proto__":1,"__proto__":2}',
    `${'[{"a":'.repeat(50)}{"b":1,"b":2}${'}]'.repeat(50)}`,
    `{"${'\\u0061'.repeat(2_000)}":1,"${'a'.repeat(2_000)}":2}`,
  ])('finds them at any depth and in any spelling: %#', (text) =>
    expect(() => refuseDuplicates(text)).toThrow(new SyntaxError('must not have a member twice')),
  );
});

test.each([
  ['an object', {}, true],
  ['a list', [], false],
  ['null', null, false],
  ['a text', 'text', false],
  ['a function', () => undefined, false],
])('%s as a JSON object: %j %j', (_name, value, expected) => {
  expect(isJsonObject(value)).toBe(expected);
});

const succeeds = (action: () => void): boolean => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};

const escapeAll = (text: string): string => {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
};
