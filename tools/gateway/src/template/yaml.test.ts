import { describe, expect, test } from '@jest/globals';
import { parseTemplate } from './yaml.ts';

test('short tags become long forms, at every depth', () => {
  const parsed = parseTemplate(
    "a: !If [C, !Sub '${x}', !GetAtt A.B.C]\nb: !Equals [!Ref x, '']\nc: !Condition D",
    'f',
  );
  expect(parsed).toEqual({
    a: { 'Fn::If': ['C', { 'Fn::Sub': '${x}' }, { 'Fn::GetAtt': ['A', 'B.C'] }] },
    b: { 'Fn::Equals': [{ Ref: 'x' }, ''] },
    c: { Condition: 'D' },
  });
});

test('an alias stands for what its anchor last stood for', () => {
  const parsed = parseTemplate('a: &x { n: !Ref p }\nb: *x\nc: &x 2\nd: [*x]', 'f');
  expect(parsed).toEqual({ a: { n: { Ref: 'p' } }, b: { n: { Ref: 'p' } }, c: 2, d: [2] });
});

test('dates and versions stay texts', () => {
  expect(parseTemplate("AWSTemplateFormatVersion: 2010-09-09\nv: '1.0'", 'f')).toEqual({
    AWSTemplateFormatVersion: '2010-09-09',
    v: '1.0',
  });
});

test.each(['a: [1', 'a: 1\na: 2', '\ta: 1'])('what is no YAML is an error with its line: %j', (text) => {
  expect(() => parseTemplate(text, 'app/template.yaml')).toThrow(
    /^app\/template\.yaml: .*line \d+, column \d+/,
  );
});

test('an alias without an anchor before it is an error', () => {
  expect(() => parseTemplate('a: *b\nb: &b 1', 'app/template.yaml')).toThrow(
    'there is no anchor b before its alias',
  );
});

describe('a merge key', () => {
  const merged = (text: string): unknown => (parseTemplate(text, 'f') as Record<string, unknown>)['m'];

  test.each([
    ['takes over the members of a map', 'x: &x { a: 1, b: 2 }\nm: { <<: *x, c: 3 }', { a: 1, b: 2, c: 3 }],
    [
      'gives way to members of the map itself, before it or after',
      'x: &x { a: 1, b: 1 }\nm: { a: 2, <<: *x, b: 2 }',
      { a: 2, b: 2 },
    ],
    [
      'takes the first of several maps',
      'x: &x { a: 1 }\ny: &y { a: 2, b: 2 }\nm: { <<: [*x, *y] }',
      { a: 1, b: 2 },
    ],
    ['takes a list by its alias', 'x: &x [{ a: 1 }, { b: 2 }]\nm: { <<: *x }', { a: 1, b: 2 }],
    ['takes a map in place', 'm:\n  <<: { a: 1 }\n  b: 2', { a: 1, b: 2 }],
    ['takes what was merged itself', 'x: &x { a: 1 }\ny: &y { <<: *x, b: 2 }\nm: { <<: *y }', { a: 1, b: 2 }],
    [
      'takes no more than the outermost members',
      'x: &x { a: { b: 1 } }\nm: { <<: *x, a: { c: 2 } }',
      { a: { c: 2 } },
    ],
    ['in quotes is a name as any other', "m: { '<<': { a: 1 } }", { '<<': { a: 1 } }],
  ])('%s', (_name, text, expected) => {
    expect(merged(text)).toEqual(expected);
  });

  test.each(['1', '~', '[1]', '!Ref x', '!If [C, { a: 1 }, { b: 1 }]', '[{ a: 1 }, !Ref x]', '0755'])(
    'of what is no map is an error with its line: %s',
    (value) => {
      expect(() => parseTemplate(`a: 1\nm: { <<: ${value} }`, 'f')).toThrow(
        'f: << takes a map or a list of maps at line 2, column 6',
      );
    },
  );

  test('of an intrinsic function behind an alias is an error', () => {
    expect(() => parseTemplate('x: &x !Ref a\nm: { <<: *x }', 'f')).toThrow('<< takes a map');
  });
});

describe('a name', () => {
  test('that is a number keeps its spelling', () => {
    expect(parseTemplate('m: { 012345678901: 1, 0755: 2, 1.10: 3 }', 'f')).toEqual({
      m: { '012345678901': 1, '0755': 2, '1.10': 3 },
    });
  });

  test.each(['NO', 'on', 'yes', '~', 'null'])('that AWS reads as no text is an error: %s', (name) => {
    expect(() => parseTemplate(`a: 1\n${name}: 2`, 'f')).toThrow(
      `f: the name ${name} is no text to AWS: write it in quotes at line 2, column 1`,
    );
  });

  test.each(['? [a]\n: 1', '? { a: 1 }\n: 1', '!Ref a : 1', 'x: &x [1]\n*x : 1'])(
    'that is no text at all is an error: %j',
    (text) => {
      expect(() => parseTemplate(text, 'f')).toThrow('a name has to be a text at line');
    },
  );

  test.each(['a: 1\n"a": 2', '1: a\n"1": b', 'x: &x a\na: 1\n*x : 2', 'm: { <<: { a: 1 }, <<: { b: 1 } }'])(
    'that stands twice is an error: %j',
    (text) => {
      expect(() => parseTemplate(text, 'f')).toThrow(/(must be unique|stands twice) at line \d/);
    },
  );
});

test('quotes and the tag !!str make texts of everything', () => {
  expect(
    parseTemplate(`a: '012'\nb: "yes"\nc: !!str 1.10\nd: !!int '3'\ne: ! 0755\nf: >-\n  no`, 'f'),
  ).toEqual({
    a: '012',
    b: 'yes',
    c: '1.10',
    d: 3,
    e: '0755',
    f: 'no',
  });
});

test('a function has its text as it stands', () => {
  expect(parseTemplate('a: !Ref 0755\nb: !Sub yes', 'f')).toEqual({
    a: { Ref: '0755' },
    b: { 'Fn::Sub': 'yes' },
  });
});

test.each(['!!binary aGk=', '!!set { a }', '!!timestamp 2010-09-09', '!!omap [a: 1]'])(
  'a tag that CloudFormation does not know is an error: %s',
  (value) => {
    expect(() => parseTemplate(`a: ${value}`, 'f')).toThrow(/CloudFormation knows no tag !!\w+ at line 1/);
  },
);
