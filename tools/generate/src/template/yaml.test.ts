import { describe, expect, test } from '@jest/globals';
import { parseTemplate } from '@gatehouse/templates';
import { getAtt, Named, ref, sub, when, type Members } from './cloudformation.ts';
import { toYaml } from './yaml.ts';

const bodyOf = (template: Members): string => toYaml(template, 'Generated.').replace('# Generated.\n', '');

test('what is written reads back as what was meant, with its comment first', () => {
  const template = {
    Parameters: { A: { Type: 'String', Default: '', AllowedPattern: '^(a|b: c)?$' } },
    Resources: { R: { Type: 'T', Properties: { N: 1, S: '1', T: true, L: [1, 'a'], E: [], M: {} } } },
  };
  expect(toYaml(template, 'Generated.')).toMatch(/^# Generated\.\n/);
  expect(parseTemplate(toYaml(template, 'Generated.'))).toEqual(template);
});

describe('intrinsic functions', () => {
  test.each<[string, Members, string]>([
    ['have short tags', { a: ref('X'), b: getAtt('X', 'Y.Z') }, 'a: !Ref X\nb: !GetAtt X.Y.Z\n'],
    [
      'stand in one line where they fit',
      { a: when('C', sub('${X}'), 1) },
      'a: !If [C, !Sub "${X}", 1]\n'.replaceAll('"', "'"),
    ],
    [
      'are long around another one',
      { a: { 'Fn::ImportValue': sub('${X}-Y') } },
      'a:\n  Fn::ImportValue: !Sub ${X}-Y\n',
    ],
    [
      'leave their objects a line each',
      { a: sub('${Name}', { Name: ref('X') }) },
      'a: !Sub\n  - ${Name}\n  - Name: !Ref X\n',
    ],
  ])('%s', (_what, template, text) => {
    expect(bodyOf(template)).toBe(text);
    expect(parseTemplate(bodyOf(template))).toEqual(template);
  });
});

test('the condition of a resource is a name, and that of an expression a reference', () => {
  const either = { 'Fn::Or': [{ Condition: 'A' }, { Condition: 'B' }] };
  expect(bodyOf({ R: { Type: 'T', Condition: 'C' }, D: either })).toBe(
    'R:\n  Type: T\n  Condition: C\nD: !Or [!Condition A, !Condition B]\n',
  );
});

test('texts that YAML 1.1 takes for something else are quoted', () => {
  expect(bodyOf({ a: '2012-10-17', b: 'yes', c: '0x10', d: '3.0.1', e: '12:30:45' })).toBe(
    "a: '2012-10-17'\nb: 'yes'\nc: '0x10'\nd: 3.0.1\ne: '12:30:45'\n",
  );
});

test('a member that begins with # is the comment above the next one', () => {
  expect(bodyOf({ a: 1, '# Why\nso.': undefined, b: 2 })).toBe('a: 1\n# Why\n# so.\nb: 2\n');
});

test('a named value stands in full once, and under its name from there on', () => {
  const shared = new Named('shared', { x: 1 });
  expect(bodyOf({ a: shared, b: shared })).toContain('a: &shared\n  x: 1\n');
  expect(bodyOf({ a: shared, b: shared })).toContain('b: *shared\n');
});

test('what is undefined is left out', () => {
  expect(bodyOf({ a: undefined, b: 1 })).toBe('b: 1\n');
});
