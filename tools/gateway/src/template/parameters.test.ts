import { describe, expect, test } from '@jest/globals';
import { parseTemplate } from './yaml.ts';
import { createResolver } from './resolver.ts';

const valueOf = (declaration: string, given?: string): unknown => {
  const text = `Parameters: { TableName: { ${declaration} } }`;
  const template = parseTemplate(text, 'app/template.yaml') as Record<string, unknown>;
  const stack = { file: 'app/template.yaml', app: 'app', stackName: 'stack', template };
  const resolver = createResolver({ ...stack, parameterValue: () => given, importValue: () => undefined });
  return resolver.resolve({ Ref: 'TableName' }, 'Place');
};

describe('a parameter', () => {
  test.each([
    ['Type: String, Default: a', 'a'],
    ['Type: String, Default: 012345678901', '012345678901'],
    ['Type: String, Default: yes', 'true'],
    ["Type: String, Default: ''", ''],
    ['Type: Number, Default: 1.5', '1.5'],
    ["Type: CommaDelimitedList, Default: 'a, b'", ['a', 'b']],
    ["Type: List<Number>, Default: '1,2'", ['1', '2']],
    ['Type: AWS::EC2::VPC::Id, Default: vpc-1', 'vpc-1'],
    ["Type: 'List<AWS::EC2::Subnet::Id>', Default: 'a,b'", ['a', 'b']],
    ['Type: AWS::SSM::Parameter::Name, Default: /a/b', '/a/b'],
  ])('has its Default as a value of its type: %s', (declaration, expected) => {
    expect(valueOf(declaration)).toEqual(expected);
  });

  test.each([
    ['Type: String, AllowedValues: [a, b]', 'b', 'c', 'AllowedValues a, b'],
    ['Type: String, AllowedValues: [1, true]', 'true', 'yes', 'AllowedValues'],
    ['Type: String, AllowedPattern: a|b', 'b', 'ab', 'AllowedPattern a|b'],
    ["Type: String, AllowedPattern: '(?i)abc'", 'ABC', 'ABCD', 'AllowedPattern'],
    ['Type: String, MinLength: 2', 'ab', 'a', 'MinLength 2'],
    ["Type: String, MaxLength: '2'", 'ab', 'abc', 'MaxLength'],
    ['Type: Number, AllowedValues: [1, 2.50]', '2.5', '3', 'AllowedValues'],
    ['Type: Number', '-1.5e3', '1o', 'Type Number'],
    ['Type: Number, MinValue: 2', '10', '1', 'MinValue'],
    ['Type: Number, MaxValue: 10', '9', '11', 'MaxValue 10'],
    ['Type: List<Number>', '1, 2', '1, b', 'Type List<Number>'],
    ['Type: CommaDelimitedList, AllowedValues: [a, b]', 'b,a', 'a,c', 'AllowedValues'],
  ])('is held to its rules: %s', (declaration, good, bad, rule) => {
    expect(() => valueOf(declaration, good)).not.toThrow();
    expect(() => valueOf(declaration, bad)).toThrow(`TABLE_NAME: breaks the rule ${rule}`);
    expect(() => valueOf(`${declaration}, Default: '${bad}'`)).toThrow(`its Default breaks the rule ${rule}`);
  });

  test('that breaks a rule is told by what its template says of it, and never by its value', () => {
    const declaration = "Type: String, AllowedPattern: '\\d+', ConstraintDescription: takes digits alone";
    expect(() => valueOf(declaration, 'hunter2')).toThrow(
      /breaks the rule AllowedPattern \\d\+: takes digits alone$/,
    );
    expect(() => valueOf(declaration, 'hunter2')).not.toThrow(/hunter2/);
  });

  test.each([
    ['Type: Strin, Default: a', 'Type: CloudFormation knows no such type of parameter'],
    ['Default: a', 'Type: must be a string'],
    ['Type: String, Defualt: a', 'Defualt: the local gateway does not know this member'],
    ['Type: String, Default: [a]', 'Default: must be a string'],
    ["Type: String, Default: a, AllowedPattern: '('", 'AllowedPattern: is not a regular expression'],
  ])('of another form is an error: %s', (declaration, problem) => {
    expect(() => valueOf(declaration)).toThrow(`app/template.yaml: Parameters.TableName.${problem}`);
  });

  test.each([
    ['Type: String', 'has neither a value here nor a Default; the variable TABLE_NAME gives it one'],
    [
      "Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /a",
      'names the SSM parameter /a, which has no value here; the variable TABLE_NAME gives it one',
    ],
  ])('without a value says where one is needed, and how to give it: %s', (declaration, problem) => {
    expect(() => valueOf(declaration)).toThrow(/^app\/template\.yaml: Place\.Ref: /);
    expect(() => valueOf(declaration)).toThrow(problem);
  });

  test('of a kind of SSM takes a given value as it is, for its rules are those of a name', () => {
    const rules = 'AllowedPattern: /.+, MaxLength: 4';
    expect(valueOf(`Type: 'AWS::SSM::Parameter::Value<String>', ${rules}`, 'long value')).toBe('long value');
    expect(valueOf(`Type: 'AWS::SSM::Parameter::Value<CommaDelimitedList>', ${rules}`, 'a,b')).toEqual([
      'a',
      'b',
    ]);
  });
});
