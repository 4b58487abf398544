import { describe, expect, test } from '@jest/globals';
import { loadTemplates } from '../testing/templates.ts';
import { loadApps } from './load-apps.ts';
import type { LoadOptions } from './load-apps.ts';

const GATE = `
Resources:
  Gate: { Type: AWS::Serverless::Function, Metadata: { Source: gate.ts }, Properties: { Handler: gate.handler } }
Outputs:
  Arn: { Value: !GetAtt Gate.Arn, Export: { Name: gate-arn } }
`;

const FUNCTION = (id: string, path: string, more = '') => `
  ${id}:
    Type: AWS::Serverless::Function
    Metadata: { Source: src/${id}.ts }
    Properties:
      Handler: bundle/${id}.handler
      ${more}
      Events: { E: { Type: Api, Properties: { RestApiId: !Ref Api, Path: '${path}', Method: get } } }`;

const API = (properties: string) => `
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      ${properties}`;

const AUTH = (more: string) => `Auth: { DefaultAuthorizer: A, Authorizers: { A: { ${more} } } }`;

const loadOne = async (template: string, options?: Partial<LoadOptions>) =>
  (await loadTemplates({ app: template, gate: GATE }, options))[0];

describe('a function', () => {
  test('is its source, its export and its limits, Globals beneath its own', async () => {
    const app = await loadOne(
      `Globals: { Function: { Timeout: 7 } }${API('')}${FUNCTION('One', '/one', 'MemorySize: 512')}`,
    );
    expect(app?.functions).toEqual([
      {
        id: 'One',
        name: 'gatehouse-app-One',
        arn: 'arn:aws:lambda:us-east-1:123456789012:function:gatehouse-app-One',
        timeoutMs: 7000,
        memoryMb: 512,
        environment: {},
        handler: 'bundle/One.handler',
        sourceFile: expect.stringMatching(/\/app\/src\/One\.ts$/),
        exportName: 'handler',
        taskRoot: null,
        takesCallback: false,
      },
    ]);
  });

  test('that a condition leaves out is not there', async () => {
    const app = await loadOne(
      `Conditions: { Never: !Equals [a, b] }${API('')}${FUNCTION('One', '/one')}${FUNCTION('Two', '/two').replace('Type', 'Condition: Never\n    Type')}`,
    );
    expect(app?.functions.map(({ id }) => id)).toEqual(['One']);
  });

  test.each([
    ['Timeout: 901', 'Resources.One.Properties.Timeout: must be a whole number from 1 to 900'],
    ['MemorySize: lots', 'Resources.One.Properties.MemorySize: must be a whole number'],
    ['Timeout: !Ref Nothing', 'there is no parameter or resource Nothing'],
  ])('with a wrong property is an error that names it: %s', async (more, message) => {
    await expect(loadOne(API('') + FUNCTION('One', '/one', more))).rejects.toThrow(message);
  });
});

describe('the environment', () => {
  const variables = (text: string) => `Environment: { Variables: { ${text} } }`;
  const parameters = "Parameters: { Level: { Type: String }, CheckSeconds: { Type: String, Default: '' } }\n";
  const checks = "Conditions: { Checks: !Not [!Equals [!Ref CheckSeconds, '']] }";
  const environment = async (text: string, options?: Partial<LoadOptions>) =>
    (await loadOne(parameters + checks + API('') + FUNCTION('One', '/one', variables(text)), options))
      ?.functions[0]?.environment;

  test('is what the template names, local values first', async () => {
    const localValues = { A: 'local', OTHER: 'no' };
    expect(await environment('A: template, B: !Sub "${AWS::Region}", C: 3', { localValues })).toEqual({
      A: 'local',
      B: 'us-east-1',
      C: '3',
    });
  });

  test('needs no value for a parameter that a local value stands in for', async () => {
    expect(await environment('LOG: !Ref Level', { localValues: { LOG: 'INFO' } })).toEqual({ LOG: 'INFO' });
    await expect(environment('LOG: !Ref Level')).rejects.toThrow(
      'the parameter Level has neither a value here',
    );
    expect(await environment('LOG: !Ref Level', { parameters: { Level: 'WARN' } })).toEqual({ LOG: 'WARN' });
  });

  test('gives a parameter the local value of the variable that is spelled like it', async () => {
    const text = 'DB: !If [Checks, !Ref CheckSeconds, !Ref AWS::NoValue]';
    expect(await environment(text)).toEqual({});
    expect(await environment(text, { localValues: { CHECK_SECONDS: '5' } })).toEqual({ DB: '5' });
  });

  test('has no local value under a name that a condition takes away', async () => {
    const text = 'DB: !If [Checks, x, !Ref AWS::NoValue]';
    expect(await environment(text, { localValues: { DB: 'secret' } })).toEqual({});
  });

  test('is each function’s own, Globals beneath it', async () => {
    const app = await loadOne(
      `Globals: { Function: { ${variables('A: 1, B: 1')} } }${API('')}${FUNCTION('One', '/one', variables('B: 2'))}${FUNCTION('Two', '/two')}`,
    );
    expect(app?.functions.map(({ environment }) => environment)).toEqual([
      { A: '1', B: '2' },
      { A: '1', B: '1' },
    ]);
  });
});

describe('an authorizer', () => {
  const authorizerOf = async (more: string) => {
    const app = await loadOne(API(AUTH(more)) + FUNCTION('One', '/one'));
    return app?.apis[0]?.routes[0]?.authorizer;
  };

  test('is followed through the export to the function in another template', async () => {
    expect(await authorizerOf('FunctionArn: !ImportValue gate-arn')).toEqual({
      name: 'A',
      target: { app: 'gate', functionId: 'Gate', timeoutMs: 3000 },
      ttlMs: 300_000,
      identity: { type: 'TOKEN', header: 'Authorization', validation: null },
    });
  });

  test('matches its expression against the whole token', async () => {
    const authorizer = await authorizerOf(
      "FunctionArn: !ImportValue gate-arn, Identity: { ValidationExpression: 'a|b' }",
    );
    const validation = authorizer?.identity.type === 'TOKEN' ? authorizer.identity.validation : null;
    expect(['a', 'b', 'ab', 'xa', 'b\n', 'A'].filter((token) => validation?.test(token))).toEqual(['a', 'b']);
  });

  test.each([
    ['UserPoolArn: x', 'only Lambda authorizers (FunctionArn) run here'],
    [
      'FunctionArn: arn:aws:lambda:eu-west-1:1:function:x',
      'no template here has the function arn:aws:lambda:eu-west-1',
    ],
    ["FunctionArn: ''", 'no template here has the function (empty)'],
    ['FunctionArn: !ImportValue gate-arn, FunctionPayloadType: JWT', 'must be TOKEN or REQUEST'],
    [
      'FunctionArn: !ImportValue gate-arn, FunctionPayloadType: REQUEST',
      'needs Headers, QueryStrings or Context',
    ],
    [
      "FunctionArn: !ImportValue gate-arn, Identity: { ValidationExpression: '(' }",
      'is not a regular expression',
    ],
    ['FunctionArn: !ImportValue gate-arn, Identity: { ReauthorizeEvery: 3601 }', 'from 0 to 3600'],
  ])('that cannot run here is an error: %s', async (more, message) => {
    await expect(authorizerOf(more)).rejects.toThrow(message);
  });

  test('that is named and not there is an error', async () => {
    const api = API('Auth: { DefaultAuthorizer: Missing }') + FUNCTION('One', '/one');
    await expect(loadOne(api)).rejects.toThrow('there is no authorizer Missing on this API');
  });
});

describe('an API', () => {
  const preflightOf = async (cors: string, functions = FUNCTION('One', '/one')) => {
    const app = await loadOne(API(cors) + functions);
    const route = app?.apis[0]?.routes.find(({ method }) => method === 'OPTIONS');
    return route?.integration.kind === 'preflight'
      ? Object.fromEntries(route.integration.headers)
      : undefined;
  };

  test("has no preflight without Cors, and SAM's default methods with it", async () => {
    expect(await preflightOf('')).toBeUndefined();
    expect(await preflightOf(`Cors: "'*'"`)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,OPTIONS',
    });
    expect(
      await preflightOf(`Cors: { AllowOrigin: "''", AllowMethods: "'GET'", AllowCredentials: true }`),
    ).toEqual({
      'access-control-allow-origin': '',
      'access-control-allow-methods': 'GET',
      'access-control-allow-credentials': 'true',
    });
    expect(await preflightOf(`Cors: "'*'"`, FUNCTION('One', '/one').replace('get', 'any'))).toMatchObject({
      'access-control-allow-methods': 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT',
    });
  });

  test('leaves out the header of a preflight whose member AWS::NoValue takes away, also where SAM has a default', async () => {
    const gone = ['AllowOrigin', 'AllowMethods', 'AllowHeaders', 'MaxAge'].map(
      (member) => `${member}: !Ref AWS::NoValue`,
    );
    expect(await preflightOf(`Cors: { ${gone.join(', ')} }`)).toEqual({});
    expect(await preflightOf(`Cors: { ${gone[1]} }`)).toEqual({ 'access-control-allow-origin': '*' });
  });

  test('guards its preflights with the default authorizer unless told otherwise', async () => {
    const auth = AUTH('FunctionArn: !ImportValue gate-arn');
    const app = await loadOne(`${API(auth)}\n      Cors: "'*'"${FUNCTION('One', '/one')}`);
    expect(app?.apis[0]?.routes.map(({ method, authorizer }) => [method, authorizer?.name])).toEqual([
      ['GET', 'A'],
      ['OPTIONS', 'A'],
    ]);
  });

  test.each([
    ['Cors: "*"', 'Properties.Cors: must be quoted inside its quotes'],
    ['GatewayResponses: { TEAPOT: {} }', 'API Gateway has no such response type'],
    ['GatewayResponses: { THROTTLED: { StatusCode: 42 } }', 'must be a whole number from 200 to 599'],
    [
      'GatewayResponses: { THROTTLED: { ResponseParameters: { Headers: { a: b } } } }',
      'must be a quoted text',
    ],
  ])('with a property that AWS would refuse is an error: %s', async (property, message) => {
    await expect(loadOne(API(property) + FUNCTION('One', '/one'))).rejects.toThrow(message);
  });

  test.each([
    ['one', 'must begin with /'],
    ['/one/{two', 'neither a literal, {name} nor {name+}'],
    ['/one//two', 'neither a literal, {name} nor {name+}'],
    ['/{proxy+}/two', '{name+} must stand at the end'],
    ['/{a}/{a}', 'names a parameter twice'],
  ])('with a path that AWS would refuse is an error: %s', async (path, message) => {
    await expect(loadOne(API('') + FUNCTION('One', path))).rejects.toThrow(message);
  });
});

describe('exports', () => {
  const importing = API(AUTH('FunctionArn: !ImportValue gate-arn')) + FUNCTION('One', '/one');

  test('of one name in two templates are an error', async () => {
    await expect(loadTemplates({ app: importing, gate: GATE, gate2: GATE })).rejects.toThrow(
      '2 templates export gate-arn',
    );
  });

  test('that lead to themselves are an error', async () => {
    const circle = GATE.replace('!GetAtt Gate.Arn', '!ImportValue gate-arn');
    await expect(loadTemplates({ app: importing, gate: circle })).rejects.toThrow(
      'the export gate-arn leads to itself',
    );
  });

  test('whose name cannot be read hinder nobody, unless nothing else has the name', async () => {
    const other = `Parameters: { Bare: { Type: String } }
Resources: {}
Outputs: { Other: { Value: x, Condition: Unread, Export: { Name: !Sub '\${Bare}-arn' } } }
`;
    const [app] = await loadTemplates({ app: importing, other, gate: GATE });
    expect(app?.apis[0]?.routes[0]?.authorizer?.target.app).toBe('gate');
    await expect(loadTemplates({ app: importing, other })).rejects.toThrow('the parameter Bare has neither');
  });

  test('that a condition leaves out are not there', async () => {
    const gate = `Conditions: { Never: !Equals [a, b] }${GATE.replace('{ Value', '{ Condition: Never, Value')}`;
    await expect(loadTemplates({ app: importing, gate })).rejects.toThrow(
      'no template here exports gate-arn',
    );
  });
});

test('a folder without a template is named', () => {
  expect(() => loadApps(['/nowhere'], { parameters: {}, localValues: {} })).toThrow(
    '/nowhere/template.yaml: cannot be read',
  );
});
