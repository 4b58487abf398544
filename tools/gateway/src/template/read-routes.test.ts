import { describe, expect, test } from '@jest/globals';
import { api, auth, authFn, fn, route, template } from '../testing/template-texts.ts';
import { loadTemplates } from '../testing/templates.ts';

const load = async (text: string) => {
  const [app] = await loadTemplates({ app: text });
  if (app === undefined) throw new Error('there is no app');
  return app;
};

/** Method, path and authorizer of each route, by API. */
const routesOf = async (text: string) =>
  (await load(text)).apis.flatMap(({ stage, routes }) =>
    routes.map(({ method, path, authorizer }) => `${stage}: ${method} ${path} ${authorizer?.name ?? 'open'}`),
  );

describe('the API of an event', () => {
  test.each([
    '!Ref Api',
    '{ Ref: Api }',
    'Api',
    '!Sub Api',
    '!Sub "${Api}"',
    '!If [Always, !Ref Api, Other]',
  ])('is named by %s', async (id) => {
    const conditions = 'Conditions: { Always: !Equals [a, a] }\n';
    const text = conditions + template(api(), fn(route(`RestApiId: ${id}`)));
    expect(await routesOf(text)).toEqual(['v1: GET /x open']);
  });

  test.each([
    '',
    'RestApiId: !Ref ServerlessRestApi',
    'RestApiId: ServerlessRestApi',
    'RestApiId: !Ref AWS::NoValue',
  ])('is the one that SAM makes: %s', async (id) => {
    expect(await routesOf(template(api(), fn(route(id))))).toEqual(['Prod: GET /x open']);
  });

  test('is the declared one of that name where there is one', async () => {
    const declared = api().replace('Api:', 'ServerlessRestApi:');
    expect(await routesOf(template(declared, fn(route(''))))).toEqual(['v1: GET /x open']);
  });

  test('has Globals beneath it, whether declared or not', async () => {
    const globals = `Globals: { Api: { ${auth()} } }\n`;
    const events = `${route('')}, ${route().replaceAll('E:', 'F:')}`;
    expect(await routesOf(globals + template(authFn(), api(), fn(events)))).toEqual([
      'v1: GET /x A',
      'Prod: GET /x A',
    ]);
  });

  test.each([['Apl'], ['Fn'], ['!Ref Fn'], ['!Ref Gone'], ['"{{resolve:ssm:/id}}"'], ['a1b2c3d4e5']])(
    'that is not there stops the start, for its route would be lost: %s',
    async (id) => {
      const gone = `  Gone: { Type: AWS::Serverless::Api, Condition: Never, Properties: { StageName: v1 } }`;
      const text = `Conditions: { Never: !Equals [a, b] }\n${template(gone, fn(route(`RestApiId: ${id}`)))}`;
      await expect(load(text)).rejects.toThrow('Resources.Fn.Properties.Events.E.Properties.RestApiId: ');
    },
  );
});

describe('the method of an event', () => {
  test.each([
    ['get', 'GET'],
    ['Post', 'POST'],
    ['any', 'ANY'],
    ['ANY', 'ANY'],
  ])('may be written %s', async (written, method) => {
    const text = template(fn(route('').replace('get', written)));
    expect(await routesOf(text)).toEqual([`Prod: ${method} /x open`]);
  });

  test.each(['GETS', 'TRACE', '"*"', 'x-amazon-apigateway-any-method'])('is none of %s', async (written) => {
    await expect(load(template(fn(route('').replace('get', written))))).rejects.toThrow('must be one of ANY');
  });
});

describe('an authorizer', () => {
  const targetOf = async (functionArn: string, more = 'AutoPublishAlias: live', globals = '') => {
    const app = await load(globals + template(authFn(more), api(auth(functionArn)), fn(route())));
    return app.apis[0]?.routes[0]?.authorizer?.target.functionId;
  };

  test.each([
    '!GetAtt AuthFn.Arn',
    '!GetAtt [AuthFn, Arn]',
    '!Sub "${AuthFn.Arn}"',
    '!Ref AuthFn.Alias',
    '!Ref AuthFn.Version',
    '!Sub "${AuthFn.Alias}"',
    "!Sub '${AuthFn.Arn}:live'",
    "!Sub '${AuthFn.Arn}:$LATEST'",
    "!Join [':', [!GetAtt AuthFn.Arn, live]]",
    "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${AuthFn}'",
  ])('is the function that has %s', async (functionArn) => {
    expect(await targetOf(functionArn)).toBe('AuthFn');
  });

  test('has the alias that Globals give its function', async () => {
    const globals = 'Globals: { Function: { AutoPublishAlias: live } }\n';
    expect(await targetOf('!Ref AuthFn.Alias', '', globals)).toBe('AuthFn');
  });

  test.each([
    ['!Ref AuthFn.Alias', 'AuthFn has no Alias without an AutoPublishAlias'],
    ["!Sub '${AuthFn.Arn}:live'", 'AuthFn has no alias live'],
    ["!Sub '${AuthFn.Arn}:1'", 'AuthFn has no alias 1'],
    ["!Sub '${AuthFn.Arn}x'", 'no template here has the function arn:aws:lambda'],
    ['!Ref AuthFn', 'no template here has the function gatehouse-app-AuthFn'],
    [
      "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthFn.Arn}/invocations'",
      'no template here has the function arn:aws:apigateway',
    ],
  ])('that no function has stops the start: %s', async (functionArn, problem) => {
    await expect(targetOf(functionArn, '')).rejects.toThrow(`A.FunctionArn`);
    await expect(targetOf(functionArn, '')).rejects.toThrow(problem);
  });

  test('of a route is its own, else the default; NONE opens it', async () => {
    const two = '{ DefaultAuthorizer: A, Authorizers: { A: &a { FunctionArn: !GetAtt AuthFn.Arn }, B: *a } }';
    const events = [
      '',
      'Auth: { Authorizer: B },',
      'Auth: { Authorizer: NONE },',
      'Auth: {},',
      'Auth: { Authorizer: },',
    ]
      .map((more, index) =>
        route(`${more} RestApiId: !Ref Api`).replace('E:', `E${index}:`).replace('/x', `/${index}`),
      )
      .join(', ');
    expect(await routesOf(template(authFn(), api(`Auth: ${two}`), fn(events)))).toEqual([
      'v1: GET /0 A',
      'v1: GET /1 B',
      'v1: GET /2 open',
      'v1: GET /3 A',
      'v1: GET /4 A',
    ]);
  });
});

test.each([
  ['true', 'A'],
  ['false', 'open'],
])('an OPTIONS route of an event has the authorizer of preflights: %s', async (flag, expected) => {
  const flagged = api(auth().replace('Auth: {', `Auth: { AddDefaultAuthorizerToCorsPreflight: ${flag},`));
  const text = template(authFn(), flagged, fn(route().replace('get', 'options')));
  expect(await routesOf(text)).toEqual([`v1: OPTIONS /x ${expected}`]);
});

describe('what would guard a route in the cloud and is not run here stops the start', () => {
  const guarded = (more: string): string =>
    template(
      authFn(),
      api(`Auth: { Authorizers: { A: { FunctionArn: !GetAtt AuthFn.Arn } }, ${more} }`),
      fn(route()),
    );
  const authorizer = (more: string): string =>
    template(
      authFn(),
      api(`Auth: { Authorizers: { A: { FunctionArn: !GetAtt AuthFn.Arn, ${more} } } }`),
      fn(route()),
    );
  const event = (more: string): string =>
    template(api(), fn(route(`RestApiId: !Ref Api, Auth: { ${more} }`)));
  const unknown = 'the local gateway does not know this member';

  test.each([
    [guarded('DefaultAuthorizr: A'), `Auth.DefaultAuthorizr: ${unknown}`],
    [guarded('"<<": { DefaultAuthorizer: A }'), `Auth.<<: ${unknown}`],
    [guarded('DefaultAuthorizer: B'), 'there is no authorizer B on this API'],
    [guarded('DefaultAuthorizer: NONE'), 'there is no authorizer NONE on this API'],
    [guarded('DefaultAuthorizer: AWS_IAM'), 'IAM does not run here'],
    [guarded('DefaultAuthorizer: [A]'), 'must be a string'],
    [guarded('ApiKeyRequired: true'), 'API keys are not checked here, and nothing else guards this route'],
    [guarded('ApiKeyRequired: maybe'), 'must be true or false'],
    [template(api('Auth:'), fn(route())), 'Properties.Auth: must not be empty'],
    [template(api('Auth: !Ref AWS::NoValue'), fn(route())), 'Properties.Auth: cannot be AWS::NoValue'],
    [guarded('DefaultAuthorizer: !Ref AWS::NoValue'), 'Auth.DefaultAuthorizer: cannot be AWS::NoValue'],
    [guarded('DefaultAuthorizer:'), 'Auth.DefaultAuthorizer: must not be empty'],
    [
      template(api('Auth: { Authorizers: !Ref AWS::NoValue }'), fn(route())),
      'Authorizers: cannot be AWS::NoValue',
    ],
    [
      template(api('Auth: { Authorizers: { A: } }'), fn(route())),
      'only Lambda authorizers (FunctionArn) run here',
    ],
    [template(api('Auth: []'), fn(route())), 'Properties.Auth: must be a map'],
    [template(api('Auth: "{{resolve:ssm:/auth}}"'), fn(route())), 'Properties.Auth: must be a map'],
    [
      template(api('Auth: { Fn::Transform: { Name: AWS::Include } }'), fn(route())),
      'does not know Fn::Transform',
    ],
    [
      template(api('Auth: { Fn::Transform: {}, ApiKeyRequired: false }'), fn(route())),
      'Fn::Transform stands beside',
    ],
    [template(api('auth: {}'), fn(route())), `Properties.auth: ${unknown}`],
    [template(api('Authorizers: {}'), fn(route())), `Properties.Authorizers: ${unknown}`],
    [template(api('DefinitionBody: { swagger: 2.0 }'), fn(route())), 'a definition may guard more'],
    [template(api('DefinitionUri: s3://a/b'), fn(route())), 'a definition may guard more'],
    [template(api('MergeDefinitions: true'), fn(route())), 'a definition may guard more'],
    [
      guarded('Authorizers: []').replace('Authorizers: { A: { FunctionArn: !GetAtt AuthFn.Arn } },', ''),
      'must be a map',
    ],
    [authorizer('UserPoolArn: x'), 'only Lambda authorizers'],
    [authorizer('AuthorizationScopes: [a]'), 'scopes belong to Cognito'],
    [authorizer('EnableSimpleResponses: true'), `A.EnableSimpleResponses: ${unknown}`],
    [authorizer('Identity: { Headers: [x] }'), `Identity.Headers: ${unknown}`],
    [authorizer('Identity: { ValidationRegex: x }'), `Identity.ValidationRegex: ${unknown}`],
    [authorizer('FunctionPayloadType: REQUEST, Identity: { Header: x }'), `Identity.Header: ${unknown}`],
    [authorizer('FunctionPayloadType: token'), 'must be TOKEN or REQUEST'],
    [authorizer('').replace('A:', 'NONE:'), 'NONE is no name for an authorizer'],
    [authorizer('').replace('A:', 'AWS_IAM:'), 'AWS_IAM is no name for an authorizer'],
    [event('Authorizer: AWS_IAM'), 'IAM does not run here'],
    [event('Authorizer: A'), 'there is no authorizer A on this API'],
    [event('Authoriser: A'), `Auth.Authoriser: ${unknown}`],
    [event('DefaultAuthorizer: A'), `Auth.DefaultAuthorizer: ${unknown}`],
    [event('AuthorizationScopes: [a]'), 'scopes belong to Cognito'],
    [event('ApiKeyRequired: true'), 'API keys are not checked here, and nothing else guards this route'],
    [template(api(), fn(route('RestApiId: !Ref Api, Authorizer: A'))), `Properties.Authorizer: ${unknown}`],
    [
      template(api(), fn('E: { Type: Api, Auth: {}, Properties: { Path: /, Method: get } }')),
      `E.Auth: ${unknown}`,
    ],
  ])('%s', async (text, problem) => {
    await expect(load(text)).rejects.toThrow(problem);
  });

  test('unless a condition takes it away', async () => {
    const body = 'DefinitionBody: !If [Never, { swagger: 2.0 }, !Ref AWS::NoValue]';
    const text = `Conditions: { Never: !Equals [a, b] }\n${template(api(body), fn(route()))}`;
    expect(await routesOf(text)).toEqual(['v1: GET /x open']);
  });
});

test('an API key beside an authorizer is named, for the authorizer guards here', async () => {
  const keyed = api(auth().replace('Auth: {', 'Auth: { ApiKeyRequired: true, UsagePlan: {},'));
  const app = await load(template(authFn(), keyed, fn(route())));
  expect(app.apis[0]?.routes[0]?.authorizer?.name).toBe('A');
  expect(app.notes).toEqual([
    expect.stringMatching(
      /template\.yaml:3: Resources\.Api\.Properties\.Auth\.UsagePlan: does not run here$/,
    ),
    expect.stringMatching(/template\.yaml:4: Resources\.Fn\..*\.Auth\.ApiKeyRequired: does not run here$/),
  ]);
});

test('what an authorizer has for IAM alone changes nothing here', async () => {
  const iam = 'FunctionInvokeRole: NONE, DisableFunctionDefaultPermissions: true';
  const text = template(authFn(), api(auth(`!GetAtt AuthFn.Arn, ${iam}`)), fn(route()));
  expect(await routesOf(text)).toEqual(['v1: GET /x A']);
  expect((await load(text)).notes).toEqual([]);
});

describe('Cors', () => {
  test.each([
    ['AllowCredentials: true', 'AllowCredentials: cannot be true for any origin'],
    [`AllowCredentials: true, AllowOrigin: "'*'"`, 'AllowCredentials: cannot be true for any origin'],
    [
      `AllowCredentials: true, AllowOrigin: !Sub "'\${Any}'"`,
      'AllowCredentials: cannot be true for any origin',
    ],
    [`AllowCredentials: yes, AllowOrigin: !If [Always, "'*'", "'https://a.example'"]`, 'cannot be true'],
    [`AllowCredentials: 'true', AllowOrigin: "'https://a.example'"`, 'must be true or false itself'],
    [`AllowCredentials: !Ref Any, AllowOrigin: "'https://a.example'"`, 'must be true or false itself'],
    [`AllowOrigins: "'https://a.example'"`, 'AllowOrigins: the local gateway does not know this member'],
    ['AllowOrigin: https://a.example', 'must be quoted inside its quotes'],
  ])('that SAM would refuse stops the start: %s', async (cors, problem) => {
    const head = `Parameters: { Any: { Type: String, Default: '*' } }\nConditions: { Always: !Equals [a, a] }\n`;
    await expect(load(head + template(api(`Cors: { ${cors} }`), fn(route())))).rejects.toThrow(problem);
  });

  test('may allow credentials to one origin', async () => {
    const cors = `Cors: { AllowCredentials: true, AllowOrigin: "'https://a.example'" }`;
    const app = await load(template(api(cors), fn(route())));
    const preflight = app.apis[0]?.routes.find(({ method }) => method === 'OPTIONS')?.integration;
    expect(preflight).toMatchObject({
      headers: expect.arrayContaining([['access-control-allow-credentials', 'true']]),
    });
  });

  test.each([`"'*'"`, `!Sub "'*'"`, `!Join ['', ["'", '*', "'"]]`])('may be a text: %s', async (cors) => {
    expect(await routesOf(template(api(`Cors: ${cors}`), fn(route())))).toEqual([
      'v1: GET /x open',
      'v1: OPTIONS /x open',
    ]);
  });
});
