import { describe, expect, test } from '@jest/globals';
import { fn, template } from '../testing/template-texts.ts';
import { loadTemplates } from '../testing/templates.ts';

const environmentOf = async (
  variables: string,
  parameters = '',
  localValues: Readonly<Record<string, string>> = {},
) => {
  const text = `Parameters: { ${parameters} }\n${template(fn('', `Environment: { Variables: { ${variables} } },`))}`;
  const [app] = await loadTemplates({ app: text }, { localValues });
  return app?.functions[0]?.environment;
};

describe('a variable', () => {
  test.each([
    ['012345678901', '012345678901'],
    ['1.10', '1.1'],
    ['1.0', '1.0'],
    ['1_000', '1000'],
    ['on', 'true'],
    ['1e3', '1e3'],
    ["'0755'", '0755'],
  ])('has the text that AWS makes of %s, also by way of a parameter', async (value, expected) => {
    expect(await environmentOf(`V: ${value}`)).toEqual({ V: expected });
    expect(await environmentOf('V: !Ref P', `P: { Type: String, Default: ${value} }`)).toEqual({
      V: expected,
    });
    expect(await environmentOf(`V: !Join ['', [${value}]]`)).toEqual({ V: expected });
  });

  test.each([
    ['0755', '', '0755 is a number in another base'],
    ['!Sub ["${x}", { x: 1:30 }]', '', '1:30 is a number in another base'],
    ['!Ref P', 'P: { Type: String, Default: 012345670123 }', '012345670123 is a number in another base'],
    ["'{{resolve:ssm:/a/b}}'", '', '{{resolve:ssm:/a/b}} is a dynamic reference'],
    ["'x-{{resolve:secretsmanager:s:SecretString:k}}'", '', '{{resolve:secretsmanager:s:SecretString:k}} is'],
    ["!Sub '{{resolve:ssm-secure:/${AWS::Region}/b:1}}'", '', '{{resolve:ssm-secure:/'],
    ["!Select [1, !Split [':', '{{resolve:ssm:/a}}']]", '', '{{resolve:ssm:/a}} is a dynamic reference'],
    [
      '!Ref P',
      "P: { Type: String, Default: '{{resolve:ssm:/a}}' }",
      '{{resolve:ssm:/a}} is a dynamic reference',
    ],
    [
      '!Ref Db',
      "Db: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b }",
      'the Default of Db names the SSM parameter /a/b, which has no value here; the variable DB gives it one',
    ],
  ])(
    'whose value is not known here stops the start, unless it is given: %s',
    async (value, parameters, problem) => {
      await expect(environmentOf(`V: ${value}`, parameters)).rejects.toThrow(problem);
      expect(await environmentOf(`V: ${value}`, parameters, { V: 'given' })).toEqual({ V: 'given' });
    },
  );

  test('that is called like a member of every object takes no local value from there', async () => {
    expect(await environmentOf('constructor: a, toString: b')).toEqual({ constructor: 'a', toString: 'b' });
  });

  test.each(['!Ref AWS::NoValue', '!If [Never, x, !Ref AWS::NoValue]'])(
    'that is taken away has no local value either: %s',
    async (value) => {
      const text = `Conditions: { Never: !Equals [a, b] }\n${template(fn('', `Environment: { Variables: { V: ${value} } },`))}`;
      const [app] = await loadTemplates({ app: text }, { localValues: { V: 'secret' } });
      expect(app?.functions[0]?.environment).toEqual({});
    },
  );
});

test('a function is told where a local run keeps its files, though no template names it', async () => {
  const localValues = { GATEHOUSE_HOME: '/home', SECRET_KEY: 'secret' };
  expect(await environmentOf('V: 1', '', localValues)).toEqual({ V: '1', GATEHOUSE_HOME: '/home' });
});

test.each([
  [
    'Environment: { Variable: { A: b } },',
    'Environment.Variable: the local gateway does not know this member',
  ],
  ['Environment: { Variables: [a] },', 'Environment.Variables: must be a map'],
  ['Environment: {},', 'Environment.Variables: must be a map'],
])('an environment of another form is an error: %s', async (properties, problem) => {
  await expect(loadTemplates({ app: template(fn('', properties)) })).rejects.toThrow(problem);
});
