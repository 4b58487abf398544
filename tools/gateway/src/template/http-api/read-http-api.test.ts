import { describe, expect, test } from '@jest/globals';
import { authFn, fn, template } from '../../testing/template-texts.ts';
import { loadTemplates } from '../../testing/templates.ts';

const load = async (...resources: readonly string[]) => {
  const [app] = await loadTemplates({ app: template(...resources) });
  if (app === undefined) throw new Error('there is no app');
  return app;
};

const httpApi = (properties = ''): string =>
  `  Http: { Type: AWS::Serverless::HttpApi, Properties: { ${properties} } }`;

const event = (more = 'ApiId: !Ref Http', route = 'Path: /x, Method: get,'): string =>
  `E: { Type: HttpApi, Properties: { ${route} ${more} } }`;

const JWT =
  'IdentitySource: $request.header.Authorization, JwtConfiguration: { issuer: https://id.example.com, audience: [a] }';
const LAMBDA = "FunctionArn: !GetAtt AuthFn.Arn, AuthorizerPayloadFormatVersion: '2.0'";

const auth = (authorizer: string, more = 'DefaultAuthorizer: A,'): string =>
  `Auth: { ${more} Authorizers: { A: { ${authorizer} } } }`;

describe('the routes of HTTP APIs', () => {
  test.each([
    ['ApiId: !Ref Http', 'Path: /x, Method: get,', 'GET /x'],
    ['ApiId: Http', 'Path: /x, Method: any,', 'ANY /x'],
    ['ApiId: !Ref Http', 'Path: /x, Method: x-amazon-apigateway-any-method,', 'ANY /x'],
    ['ApiId: !Ref Http', '', '$default'],
    ['ApiId: !Ref Http', "Path: '$default',", '$default'],
  ])('are those of events: %s with %s', async (api, route, routeKey) => {
    const app = await load(httpApi(), fn(event(api, route)));
    expect(app.httpApis[0]?.routes).toMatchObject([{ routeKey, payloadVersion: '2.0', timeoutMs: 30_000 }]);
  });

  test('belong to the API that SAM makes where an event names none, with Globals beneath it', async () => {
    const globals = `Globals: { HttpApi: { ${auth(JWT)} } }\n`;
    const [app] = await loadTemplates({ app: globals + template(fn(event(''))) });
    expect(app?.httpApis[0]?.stage).toBe('$default');
    expect(app?.httpApis[0]?.routes[0]?.authorizer).toMatchObject({
      name: 'A',
      type: 'JWT',
      audience: ['a'],
    });
  });
});

describe('an authorizer of an HTTP API', () => {
  const authorizerOf = async (authorizer: string) =>
    (await load(authFn(), httpApi(auth(authorizer)), fn(event()))).httpApis[0]?.routes[0]?.authorizer;

  test.each([
    [LAMBDA, 0],
    [`${LAMBDA}, Identity: { ReauthorizeEvery: 0, Headers: [a] }`, 0],
    [`${LAMBDA}, Identity: { Headers: [a] }`, 300_000],
    [`${LAMBDA}, Identity: { ReauthorizeEvery: 3600, Context: [routeKey] }`, 3_600_000],
  ])('keeps its results as long as it says, if anything identifies a caller: %s', async (text, ttlMs) => {
    expect(await authorizerOf(text)).toMatchObject({ type: 'REQUEST', ttlMs, isSimple: false });
  });

  test('has the names of a JwtConfiguration in any letter case, as SAM takes them', async () => {
    const text = JWT.replace('issuer', 'Issuer').replace('audience: [a]', 'Audience: a');
    expect(await authorizerOf(text)).toMatchObject({ issuer: 'https://id.example.com', audience: ['a'] });
  });
});

describe('what is not right about an HTTP API stops the start with its line', () => {
  const unknown = 'the local gateway does not know this member';
  const guarded = (authorizer: string): readonly string[] => [
    authFn(),
    httpApi(auth(authorizer)),
    fn(event()),
  ];
  const own = (more: string): readonly string[] => [
    authFn(),
    httpApi(auth(JWT, '')),
    fn(event(`ApiId: !Ref Http, ${more}`)),
  ];

  const cases: readonly (readonly [readonly string[], string])[] = [
    [
      [httpApi('DefinitionBody: {}')],
      'DefinitionBody: routes and authorizers come from Events and Auth alone',
    ],
    [[httpApi('DefinitionUri: a.yaml')], 'DefinitionUri: routes and authorizers come from Events'],
    [[httpApi('Cors: {}')], `Properties.Cors: ${unknown}`],
    [[httpApi('Auth: !Ref AWS::NoValue')], 'Auth: cannot be AWS::NoValue: its routes would stand open'],
    [[httpApi('Auth: { Authorizer: A }')], `Auth.Authorizer: ${unknown}`],
    [[httpApi('Auth: { DefaultAuthorizer: A }')], 'there is no authorizer A on this API'],
    [[httpApi('Auth: { EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM }')], 'IAM does not run here'],
    [own('Auth: { Authorizer: AWS_IAM }'), 'IAM does not run here'],
    [own('Auth: { Authorizer: B }'), 'there is no authorizer B on this API'],
    [own('Auth: { AuthorizationScopes: [a] }'), 'no JWT authorizer guards this route'],
    [own('Auth: { ApiKeyRequired: true }'), `Auth.ApiKeyRequired: ${unknown}`],
    [own('PayloadFormatVersion: 3'), 'PayloadFormatVersion: must be 1.0 or 2.0'],
    [own('TimeoutInMillis: 30001'), 'TimeoutInMillis: must be a whole number from 50 to 30000'],
    [[httpApi(), fn(event('ApiId: Other'))], 'names no AWS::Serverless::HttpApi that this template has'],
    [[httpApi(), fn(event('ApiId: !Ref Http', 'Path: /x,'))], 'Properties.Method: must be a string'],
    [[httpApi(), fn(event('ApiId: !Ref Http', 'Method: get,'))], 'Properties.Path: must be a string'],
    [
      [httpApi(), fn(event('ApiId: !Ref Http', 'Path: x, Method: get,'))],
      'Properties.Path: must begin with /',
    ],
    [guarded(JWT.replace('https:', 'http:')), 'issuer: must be the https URL of an issuer'],
    [guarded(JWT.replace('[a]', '[]')), 'audience: needs an audience at least'],
    [
      guarded(JWT.replace('IdentitySource: $request.header.Authorization,', '')),
      'SAM makes no JWT authorizer without it',
    ],
    [
      guarded(JWT.replace('$request.header', '$context')),
      'must be $request.header.NAME or $request.querystring.NAME',
    ],
    [guarded(`${JWT}, Identity: {}`), `A.Identity: ${unknown}`],
    [guarded(JWT.replace('audience', 'audiences')), `audiences: ${unknown}`],
    [guarded('UserPoolArn: x'), `UserPoolArn: ${unknown}`],
    [guarded('{}'.slice(1, -1)), 'needs a JwtConfiguration or a FunctionArn'],
    [guarded('FunctionArn: !GetAtt AuthFn.Arn'), 'AuthorizerPayloadFormatVersion: must be a string'],
    [
      guarded(
        "FunctionArn: !GetAtt AuthFn.Arn, AuthorizerPayloadFormatVersion: '1.0', EnableSimpleResponses: true",
      ),
      'needs AuthorizerPayloadFormatVersion 2.0',
    ],
    [guarded(`${LAMBDA}, Identity: { ReauthorizeEvery: 3601 }`), 'must be a whole number from 0 to 3600'],
    [guarded(`${LAMBDA}, Identity: { ReauthorizeEvery: 1 }`), 'unless ReauthorizeEvery is 0'],
    [guarded(`${LAMBDA}, Identity: { Header: a }`), `Identity.Header: ${unknown}`],
    [[httpApi('CorsConfiguration: { AllowOrigin: x }')], `AllowOrigin: ${unknown}`],
    [
      [httpApi('CorsConfiguration: { AllowOrigins: ["*"], AllowCredentials: true }')],
      'cannot be true for any origin',
    ],
    [
      [httpApi('CorsConfiguration: { AllowOrigins: ["https://*.example.com"] }')],
      'must be an origin, scheme://* or *',
    ],
    [[httpApi('CorsConfiguration: { MaxAge: 90000 }')], 'MaxAge: must be a whole number from 0 to 86400'],
  ];
  test.each(cases.map(([resources, problem]) => [problem, resources] as const))(
    '%s',
    async (problem, resources) => {
      await expect(load(...resources)).rejects.toThrow(problem);
      await expect(load(...resources)).rejects.toThrow(/template\.yaml:\d+: /);
    },
  );
});

test('what has no part in an answer is taken without a word, and a custom domain is named', async () => {
  const app = await load(
    httpApi('FailOnWarnings: true, RouteSettings: {}, Tags: {}, Domain: { DomainName: a }'),
  );
  expect(app.notes).toEqual([
    expect.stringMatching(/template\.yaml:2: Resources\.Http\.Properties\.Domain: does not run here$/),
  ]);
});
