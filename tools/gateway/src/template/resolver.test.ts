import { describe, expect, test } from '@jest/globals';
import { createResolver } from './resolver.ts';
import { parseTemplate } from './yaml.ts';

const TEMPLATE = `
Parameters:
  Name: { Type: String, Default: ada }
  Given: { Type: String }
  Items: { Type: CommaDelimitedList, Default: 'a, b' }
  Size: { Type: Number, Default: 3 }
Mappings:
  ByRegion: { us-east-1: { code: use1 } }
Conditions:
  IsAda: !Equals [!Ref Name, ada]
  IsBob: !Equals [!Ref Name, bob]
  Either: !Or [{ Condition: IsAda }, { Condition: IsBob }]
  Both: !And [!Condition IsAda, !Condition IsBob]
  Neither: !Not [!Condition Either]
  Circle: !Not [!Condition Circle]
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: {} }
  Named: { Type: AWS::Serverless::Function, Properties: { FunctionName: !Sub '\${Name}-fn' } }
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: !Ref Name } }
  Table: { Type: AWS::DynamoDB::Table }
Value: `;

const resolverOf = (value: string) => {
  const template = parseTemplate(TEMPLATE + value, 'app/template.yaml') as Record<string, unknown>;
  const parameters: Record<string, string> = { Given: 'given' };
  const resolver = createResolver({
    file: 'app/template.yaml',
    app: 'app',
    stackName: 'stack',
    template,
    parameterValue: (name) => parameters[name],
    importValue: (name) => (name === 'there' ? 'imported' : undefined),
  });
  return { resolver, value: template['Value'] };
};

const resolve = (text: string): unknown => {
  const { resolver, value } = resolverOf(text);
  return resolver.resolve(value, 'Value');
};

describe('an intrinsic function', () => {
  test.each([
    ['!Ref Name', 'ada'],
    ['!Ref Given', 'given'],
    ['!Ref Items', ['a', 'b']],
    ['!Ref Size', '3'],
    ['{ Ref: Fn }', 'stack-Fn'],
    ['!Ref Named', 'ada-fn'],
    ['!Ref Api', expect.stringMatching(/^[a-z0-9]{10}$/)],
    ['!Ref Api.Stage', 'ada'],
    ['!Ref AWS::Region', 'us-east-1'],
    ['!Ref AWS::AccountId', '123456789012'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::StackName', 'stack'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Ref AWS::NoValue', undefined],
    ['!GetAtt Fn.Arn', 'arn:aws:lambda:us-east-1:123456789012:function:stack-Fn'],
    ['{ Fn::GetAtt: Named.Arn }', 'arn:aws:lambda:us-east-1:123456789012:function:ada-fn'],
    ['{ Fn::GetAtt: [Table, StreamArn] }', 'arn:aws:dynamodb:us-east-1:123456789012:stack-Table'],
    [
      "!Sub '${Name} in ${AWS::Region}, ${Fn.Arn}'",
      'ada in us-east-1, arn:aws:lambda:us-east-1:123456789012:function:stack-Fn',
    ],
    ["!Sub ['${x}${Name}', { x: !Ref Given }]", 'givenada'],
    ["!Sub '${!Literal}'", '${Literal}'],
    ["!Join ['-', [a, !Ref Name, 1]]", 'a-ada-1'],
    ["!Join [',', !Ref Items]", 'a,b'],
    ["!Split [',', 'a,b,']", ['a', 'b', '']],
    ["!Select [1, !Split [',', 'a,b']]", 'b'],
    ["!Select ['0', [a, b]]", 'a'],
    ['!FindInMap [ByRegion, !Ref AWS::Region, code]', 'use1'],
    ['!Base64 ä', 'w6Q='],
    ['!ImportValue there', 'imported'],
    ["{ Fn::ImportValue: !Sub 'the${Rest}' }", expect.anything()],
    ['!If [IsAda, a, b]', 'a'],
    ['!If [IsBob, a, b]', 'b'],
    ['!If [Either, !If [Both, 1, 2], 3]', 2],
    ['!If [Neither, 1, !Ref Name]', 'ada'],
    ['{ a: [!Ref AWS::NoValue, 1], b: !If [IsBob, 1, !Ref AWS::NoValue] }', { a: [1] }],
    ['{ plain: { Condition: text }, n: null }', { plain: { Condition: 'text' }, n: null }],
  ])('gives what CloudFormation gives: %s', (text, expected) => {
    if (text.includes('Rest')) expect(() => resolve(text)).toThrow('there is no parameter or resource Rest');
    else expect(resolve(text)).toEqual(expected);
  });

  test.each([
    ['!Cidr [a, 1, 2]', 'Value: the local gateway does not know Fn::Cidr'],
    ['{ a: { b: [1, !Transform x] } }', 'Value.a.b[1]: the local gateway does not know Fn::Transform'],
    ['{ Fn::toString: 1 }', 'does not know Fn::toString'],
    ['!Ref Nothing', 'Value.Ref: there is no parameter or resource Nothing'],
    ['!Ref toString', 'there is no parameter or resource toString'],
    ['!Ref AWS::Nothing', 'there is no pseudo parameter AWS::Nothing'],
    ['!GetAtt Fn.Name', 'Name of Fn is not known here'],
    ['!GetAtt Nothing.Arn', 'there is no parameter or resource Nothing'],
    ['!If [Nothing, 1, 2]', 'there is no condition Nothing'],
    ['!If [Circle, 1, 2]', 'the condition Circle leads to itself'],
    ['!If [IsAda, 1]', 'takes a list of 3'],
    ['!Select [7, [a]]', 'has no item 7'],
    ['!FindInMap [ByRegion, toString, code]', 'Mappings has no ByRegion.toString.code'],
    ['!ImportValue elsewhere', 'no template here exports elsewhere'],
    ['!Join [a, b]', 'takes a list of values'],
    ['!Sub [a, b]', 'takes a text and a map of values'],
    ['{ Ref: Name, Fn::Sub: x }', 'Ref stands beside Fn::Sub'],
  ])('that cannot be resolved says where and why: %s', (text, message) => {
    expect(() => resolve(text)).toThrow(message);
    expect(() => resolve(text)).toThrow(/^app\/template\.yaml: /);
  });
});

test('a parameter with neither value nor Default is an error only where it is used', () => {
  const { resolver } = resolverOf('1\n');
  expect(resolver.resolve({ Ref: 'Given' }, 'x')).toBe('given');
  const bare = createResolver({ ...resolver.stack, parameterValue: () => undefined });
  expect(() => bare.resolve({ Ref: 'Given' }, 'x')).toThrow(
    'the parameter Given has neither a value here nor a Default',
  );
});
