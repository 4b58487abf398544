// Templates as others write them, behind a started gateway: what is guarded, what is served, what stops the start.
import { describe, expect, test } from '@jest/globals';
import { call } from './testing/http.ts';
import { api, auth, authFn, fn, route, template } from './testing/template-texts.ts';
import { startFiles } from './testing/start-files.ts';
import { startTemplate } from './testing/templates.ts';

const statusOf = async (text: string): Promise<number> => {
  await using gateway = await startTemplate(text);
  return (await call(gateway.port, '/x')).status;
};

describe('without a token the answer is 401', () => {
  test('when a merge key brings the authorizer', async () => {
    const shared = `x-auth: &a { DefaultAuthorizer: A, Authorizers: { A: { FunctionArn: !GetAtt AuthFn.Arn } } }\n`;
    const guarded = api('Auth: { <<: *a, AddDefaultAuthorizerToCorsPreflight: false }');
    expect(await statusOf(shared + template(authFn(), guarded, fn(route())))).toBe(401);
  });

  test.each(['!Ref AuthFn.Alias', "!Sub '${AuthFn.Arn}:live'"])(
    'when the authorizer is the alias of a function: %s',
    async (arn) => {
      const resources = [authFn('AutoPublishAlias: live'), api(auth(arn)), fn(route())];
      expect(await statusOf(template(...resources))).toBe(401);
    },
  );

  test('when Globals guard the API that SAM makes for events without one', async () => {
    const globals = `Globals: { Api: { ${auth()} } }\n`;
    expect(await statusOf(globals + template(authFn(), fn(route(''))))).toBe(401);
  });
});

test('an API may be named by its logical id as a text', async () => {
  expect(await statusOf(template(api(), fn(route('RestApiId: Api'))))).toBe(200);
});

test('what does not run here is named once, and needs no values', async () => {
  const text = `Parameters: { Bare: { Type: String } }\n${template(
    api('Models: { U: !Ref Bare }, Auth: { ResourcePolicy: { IntrinsicVpceWhitelist: [!Ref Bare] } }'),
    fn(
      route('RestApiId: !Ref Api, RequestParameters: [{ method.request.header.X: { Required: !Ref Bare } }]'),
    ),
    '  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Ref Bare } }',
  )}`;
  await using gateway = await startTemplate(text);
  expect((await call(gateway.port, '/x')).status).toBe(200);
  expect(gateway.written.filter((line) => line.includes('not run here'))).toEqual(
    [
      '5: Resources.Table: AWS::DynamoDB::Table does not run here',
      '4: Resources.Fn.Properties.Events.E.Properties.RequestParameters: does not run here',
      '3: Resources.Api.Properties.Models: does not run here',
      '3: Resources.Api.Properties.Auth.ResourcePolicy: does not run here',
    ].map((line) => expect.stringMatching(new RegExp(`/app/template\\.yaml:${line}$`))),
  );
});

test('a function gets the texts that AWS makes of unquoted values', async () => {
  const variables = 'Environment: { Variables: { ID: 012345678901, FLAG: on } },';
  await using gateway = await startTemplate(template(fn(route(''), variables)));
  const variablesSeen = (await call(gateway.port, '/x')).json();
  expect(variablesSeen).toMatchObject({ ID: '012345678901', FLAG: 'true' });
});

test.each([
  [
    "Environment: { Variables: { V: '{{resolve:ssm:/a/b}}' } },",
    '{{resolve:ssm:/a/b}} is a dynamic reference',
  ],
  ['Environments: {},', 'Environments: the local gateway does not know this member'],
])('the start stops with file, line and place: %s', async (properties, problem) => {
  const start = startTemplate(template(fn(route(''), properties)));
  await expect(start).rejects.toThrow(/app\/template\.yaml:2: Resources\.Fn\.Properties\.Environment/);
  await expect(start).rejects.toThrow(problem);
});

describe('the variables of a stage', () => {
  const identity = 'FunctionPayloadType: REQUEST, Identity: { StageVariables: [color] }';
  const guarded = (variables: string): string => {
    const authorizers = `Authorizers: { A: { FunctionArn: !GetAtt AuthFn.Arn, ${identity} } }`;
    return template(
      authFn(),
      api(`${variables} Auth: { DefaultAuthorizer: A, ${authorizers} }`),
      fn(route()),
    );
  };

  test('are in the events of functions and authorizers, and may identify a caller', async () => {
    const code = `export const h = async (event) => event.type === undefined
      ? { statusCode: 200, body: JSON.stringify([event.stageVariables, event.requestContext.authorizer.color]) }
      : { principalId: 'me', context: event.stageVariables, policyDocument: { Version: '2012-10-17', Statement: [
          { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }] } };`;
    await using gateway = await startFiles({
      'template.yaml': guarded('Variables: { color: blue },'),
      'a.ts': code,
    });
    expect((await call(gateway.port, '/x')).text).toBe('[{"color":"blue"},"blue"]');
  });

  test('that are missing leave the caller unidentified: 401', async () => {
    expect(await statusOf(guarded(''))).toBe(401);
  });
});
