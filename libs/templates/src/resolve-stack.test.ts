import { describe, expect, test } from '@jest/globals';
import { parseTemplate } from './parse-template.ts';
import { admits, resolveStack } from './resolve-stack.ts';

const template = parseTemplate(`
Parameters:
  Name: { Type: String, Default: '' }
  Bare: { Type: String }
Rules:
  OnlyWithAName:
    RuleCondition: !Not [!Equals [!Ref Bare, '']]
    Assertions:
      - Assert: !Not [!Equals [!Ref Name, '']]
Conditions:
  Named: !Not [!Equals [!Ref Name, '']]
  Ada: !And [!Condition Named, !Equals [!Ref Name, 'ada:l']]
  Either: !Or [!Condition Ada, !Equals [!Ref Name, bob]]
Resources:
  Always:
    Type: A
    Properties: &shared
      given: !If [Either, yes, !Ref AWS::NoValue]
      list: [!If [Ada, 1, !Ref AWS::NoValue], 2]
      arn: !Sub arn:\${AWS::Partition}:\${AWS::Region}:\${Name}
      mapped: !Sub ['\${part}/\${Bare}', { part: !Select [1, !Split [':', !Sub '\${Name}:']] }]
      attribute: !GetAtt Sometimes.Role.Arn
      imported: !ImportValue there
  Sometimes:
    Type: B
    Condition: Named
    Properties: *shared
`);

describe('a resolved stack', () => {
  test('has what the conditions admit, with what CloudFormation would put in', () => {
    const { Always, Sometimes } = resolveStack(template, { Name: 'ada:l' });
    expect(Always.Properties).toEqual({
      given: 'yes',
      list: [1, 2],
      arn: 'arn:aws:eu-west-1:ada:l',
      mapped: 'l/<Bare>',
      attribute: '<Sometimes.Role.Arn>',
      imported: '<import there>',
    });
    expect(Sometimes).toEqual({ Type: 'B', Properties: Always.Properties });
  });

  test('has neither the resources nor the members that they do not', () => {
    const stack = resolveStack(template, { Bare: 'x' });
    expect(Object.keys(stack)).toEqual(['Always']);
    expect(stack['Always'].Properties).toMatchObject({ list: [2], mapped: '/x' });
    expect(stack['Always'].Properties).not.toHaveProperty('given');
  });

  test('is admitted by its rules, or not', () => {
    expect(admits(template, { Bare: '', Name: '' })).toBe(true);
    expect(admits(template, { Bare: 'x', Name: '' })).toBe(false);
    expect(admits(template, { Bare: 'x', Name: 'y' })).toBe(true);
  });
});

test('a template that is no YAML is an error', () => {
  expect(() => parseTemplate('a: [1')).toThrow();
});
