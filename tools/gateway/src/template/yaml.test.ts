import { expect, test } from '@jest/globals';
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
