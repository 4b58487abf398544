// HTTP APIs of a template behind a started gateway: routes, events, answers, authorizers and CORS.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call } from './testing/http.ts';
import type { Reply, RequestOptions } from './testing/http.ts';
import { startIssuer } from './testing/issuer.ts';
import { startFiles } from './testing/start-files.ts';

const fn = (id: string, ...events: readonly string[]): string => `  ${id}:
    Type: AWS::Serverless::Function
    Properties: { Handler: code.${id.toLowerCase()}, Timeout: 1, Events: { ${events.join(', ')} } }
`;

let events = 0;
const on = (key: string, more = ''): string => {
  const [method = '', path = ''] = key.split(' ');
  const route = key === '$default' ? '' : `Method: ${method}, Path: '${path}', `;
  return `E${(events += 1)}: { Type: HttpApi, Properties: { ${route}${more} } }`;
};

const toApi = (id: string, more = ''): string => `ApiId: !Ref ${id}, ${more}`;
const guardedBy = (name: string, more = ''): string =>
  toApi('Guarded', `Auth: { Authorizer: ${name} }, ${more}`);

const template = (issuer: string): string => `
Resources:
${fn(
  'Echo',
  on('GET /items/{id}'),
  on('any /items/{id}'),
  on('POST /items/new'),
  on('GET /files/{proxy+}'),
  on('GET /one/{id}', "PayloadFormatVersion: '1.0'"),
  on('GET /staged', toApi('Staged')),
  on('GET /staged-one', toApi('Staged', 'PayloadFormatVersion: 1.0')),
  on('$default'),
)}
${fn('Gives', on('POST /gives'), on('POST /gives-one', "PayloadFormatVersion: '1.0'"))}
${fn('Slow', on('GET /slow'), on('GET /impatient', 'TimeoutInMillis: 50'))}
${fn(
  'Guard',
  on('GET /jwt', guardedBy('Jwt')),
  on('GET /jwt/scoped', toApi('Guarded', 'Auth: { Authorizer: Jwt, AuthorizationScopes: [read, admin] }')),
  on('GET /jwt/query', guardedBy('QueryJwt')),
  on('GET /jwt/lost', guardedBy('LostJwt')),
  on('GET /jwt-one', guardedBy('Jwt', "PayloadFormatVersion: '1.0'")),
  on('GET /simple', guardedBy('Simple')),
  on('GET /simple/other', guardedBy('Simple')),
  on('GET /by-route', guardedBy('ByRoute')),
  on('GET /by-route/other', guardedBy('ByRoute')),
  on('GET /fresh', guardedBy('Fresh')),
  on('GET /bare', guardedBy('Bare')),
  on('GET /policy/{id}', guardedBy('Policy')),
  on('GET /policy-one/{id}', guardedBy('PolicyOne', "PayloadFormatVersion: '1.0'")),
  on('GET /open', guardedBy('NONE')),
  on('GET /default', toApi('Guarded')),
)}
${fn('Cors', on('GET /cors', toApi('Shared')), on('ANY /cors/any', toApi('Shared')), on('GET /cors/guarded', toApi('Shared', 'Auth: { Authorizer: Jwt }')))}
${fn('Authorize')}
${fn('Policies')}
  Staged: { Type: AWS::Serverless::HttpApi, Properties: { StageName: v1, StageVariables: { color: blue } } }
  Guarded:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Jwt
        Authorizers:
          Jwt: &jwt
            IdentitySource: $request.header.Authorization
            JwtConfiguration: { issuer: '${issuer}', audience: [orders, other] }
          QueryJwt: { <<: *jwt, IdentitySource: $request.querystring.token, AuthorizationScopes: [read] }
          LostJwt: { <<: *jwt, JwtConfiguration: { Issuer: 'http://127.0.0.1:9/', Audience: orders } }
          Simple: &simple
            FunctionArn: !GetAtt Authorize.Arn
            AuthorizerPayloadFormatVersion: 2.0
            EnableSimpleResponses: true
            Identity: { Headers: [X-Token], QueryStrings: [tenant] }
          ByRoute: { <<: *simple, Identity: { Headers: [X-Token], Context: [routeKey], ReauthorizeEvery: 60 } }
          Fresh: { <<: *simple, Identity: { Headers: [X-Token], ReauthorizeEvery: 0 } }
          Bare: { FunctionArn: !GetAtt Authorize.Arn, AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: true }
          Policy: { FunctionArn: !GetAtt Policies.Arn, AuthorizerPayloadFormatVersion: '2.0', Identity: { Headers: [X-Token] } }
          PolicyOne: { FunctionArn: !GetAtt Policies.Arn, AuthorizerPayloadFormatVersion: '1.0', Identity: { Headers: [X-Token] } }
  Shared:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration:
        AllowOrigins: [https://shop.example.com, 'app://*']
        AllowMethods: [GET, DELETE]
        AllowHeaders: [authorization]
        ExposeHeaders: [x-total]
        AllowCredentials: true
        MaxAge: 600
      Auth: { Authorizers: { Jwt: *jwt } }
`;

const CODE = `
const json = (body) => ({ statusCode: 200, body: JSON.stringify(body) });
export const echo = async (event) => json(event);
export const gives = async (event) => new Function(Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8').toString())();
export const slow = () => new Promise(() => undefined);
export const guard = async (event) => json(event.requestContext.authorizer ?? null);
export const cors = async () => ({
  statusCode: 200,
  headers: { 'Access-Control-Allow-Origin': '*', 'x-total': '3' },
  body: 'shown',
});
let calls = 0;
export const authorize = async (event) => {
  const token = event.headers['x-token'];
  if (token === 'Unauthorized') throw new Error(token);
  if (token === 'odd') return { isAuthorized: 'true' };
  if (token === 'more') return { isAuthorized: true, other: 1 };
  if (token === 'event') return { isAuthorized: true, context: { event } };
  if (token === 'both') return { isAuthorized: false, principalId: 'ada', policyDocument: {}, context: {} };
  return { isAuthorized: token !== 'no', context: { calls: ++calls, list: [1, 'two'] } };
};
export const policies = async (event) => {
  const arn = event.routeArn ?? event.methodArn;
  const [Effect, path] = event.headers['x-token'] === 'event' ? ['Allow', '*'] : event.headers['x-token'].split(' ');
  const Resource = arn.split('/').slice(0, 2).join('/') + '/' + path;
  const statement = { Effect, Action: 'execute-api:Invoke', Resource };
  return {
    principalId: 'ada',
    policyDocument: { Version: '2012-10-17', Statement: [statement] },
    context: event.headers['x-token'] === 'event' ? { event } : { calls: ++calls },
  };
};
`;

type Started = Awaited<ReturnType<typeof startFiles>>;
let issuer: Awaited<ReturnType<typeof startIssuer>>;
let gateway: Started;

beforeAll(async () => {
  issuer = await startIssuer();
  gateway = await startFiles({ 'template.yaml': template(issuer.url), 'code.mjs': CODE });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

const get = (path: string, headers: RequestOptions['headers'] = {}): Promise<Reply> =>
  call(gateway.port, path, { headers });
const routeOf = async (method: string, path: string): Promise<unknown> =>
  (await call(gateway.port, path, { method })).json()['routeKey'];

describe('the route of a call', () => {
  test.each([
    ['GET', '/items/7', 'GET /items/{id}'],
    ['PUT', '/items/7', 'ANY /items/{id}'],
    ['POST', '/items/new', 'POST /items/new'],
    ['GET', '/items/new', 'GET /items/{id}'],
    ['GET', '/files/a/b', 'GET /files/{proxy+}'],
    ['POST', '/files/a/b', '$default'],
    ['GET', '/files', '$default'],
    ['GET', '/items/7/', '$default'],
    ['GET', '/', '$default'],
  ])('is chosen by path and method together: %s %s', async (method, path, expected) => {
    expect(await routeOf(method, path)).toBe(expected);
  });

  test('is none for a path whose decoded form is another route’s', async () => {
    const { status } = await call(gateway.port, '/items/%6Eew', { method: 'POST' });
    expect(status).toBe(404);
  });
});

describe('the event of format 2.0', () => {
  test('has lower-case names, values joined by commas, and cookies apart', async () => {
    const headers = { 'X-Two': ['a', 'b'], Cookie: ['one=1; two=2', 'three=3'], 'User-Agent': 'me' };
    const event = (await get('/items/a%20b?x=1&x=2&y=%2C', headers)).json();
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /items/{id}',
      rawPath: '/items/a%20b',
      rawQueryString: 'x=1&x=2&y=%2C',
      cookies: ['one=1', 'two=2', 'three=3'],
      headers: { 'x-two': 'a,b', 'user-agent': 'me', 'x-forwarded-proto': 'http' },
      queryStringParameters: { x: '1,2', y: ',' },
      pathParameters: { id: 'a b' },
      requestContext: {
        accountId: '123456789012',
        http: { method: 'GET', path: '/items/a%20b', sourceIp: '127.0.0.1', userAgent: 'me' },
        routeKey: 'GET /items/{id}',
        stage: '$default',
      },
      isBase64Encoded: false,
    });
    expect(event['headers']).not.toHaveProperty('cookie');
  });

  test('leaves out what is not there', async () => {
    const event = (await get('/other')).json();
    for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'stageVariables', 'body'])
      expect(event).not.toHaveProperty(name);
    expect(event['requestContext']).not.toHaveProperty('authorizer');
  });

  test.each([
    ['text/csv', false],
    ['application/json; charset=utf-8', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['application/vnd.api+json', true],
    ['', true],
  ])('has a body of %s as base64: %s', async (type, isBase64Encoded) => {
    const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
    const event = (await call(gateway.port, '/x', { method: 'POST', headers, body: 'a=1' })).json();
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT0x' : 'a=1' });
  });

  test('has a stage that is named in front of its paths, and its variables', async () => {
    const event = (await get('/staged')).json();
    const requestContext = { stage: 'v1', http: { path: '/v1/staged' } };
    expect(event).toMatchObject({ rawPath: '/v1/staged', stageVariables: { color: 'blue' }, requestContext });
  });
});

test('the event of format 1.0 is that of a REST API, with what HTTP APIs have of it', async () => {
  const event = (await get('/one/7?x=1&x=2', { 'X-Two': ['a', 'b'] })).json();
  expect(event).toMatchObject({
    version: '1.0',
    resource: '/one/{id}',
    path: '/one/7',
    httpMethod: 'GET',
    multiValueHeaders: { 'X-Two': ['a', 'b'] },
    queryStringParameters: { x: '2' },
    multiValueQueryStringParameters: { x: ['1', '2'] },
    pathParameters: { id: '7' },
    stageVariables: null,
    body: null,
    requestContext: {
      authorizer: { claims: null, scopes: null },
      resourceId: 'GET /one/{id}',
      path: '/one/7',
    },
  });
  expect((await get('/staged-one')).json()).toMatchObject({
    path: '/v1/staged-one',
    stageVariables: { color: 'blue' },
  });
});

describe('the answer of format 2.0', () => {
  const given = (source: string, path = '/gives') =>
    call(gateway.port, path, { method: 'POST', body: source });

  test.each([
    ['({ orders: [] })', '{"orders":[]}'],
    ['"plain"', 'plain'],
    ['[1, 2]', '[1,2]'],
    ['7', '7'],
    ['null', 'null'],
    ['undefined', 'null'],
    ['({ headers: {}, body: "x" })', '{"headers":{},"body":"x"}'],
  ])('is the value itself where it has no status: %s', async (value, text) => {
    const reply = await given(`return ${value}`);
    expect(reply).toMatchObject({ status: 200, text, headers: { 'content-type': 'application/json' } });
  });

  test('has a status, headers, a cookie for each text, and a body that may be base64', async () => {
    const reply = await given(
      `return { statusCode: '201', headers: { 'X-A': 1, 'content-type': 'image/png' }, cookies: ['a=1; Path=/', 'b=2'], body: 'aGk=', isBase64Encoded: true }`,
    );
    expect(reply).toMatchObject({ status: 201, text: 'hi' });
    expect(reply.headers).toMatchObject({
      'x-a': '1',
      'content-type': 'image/png',
      'set-cookie': ['a=1; Path=/', 'b=2'],
    });
    expect(reply.headers['apigw-requestid']).toMatch(/^[\w-]{36}$/);
  });

  test('is a text where the function names no type', async () => {
    expect((await given('return { statusCode: 200, body: "x" }')).headers['content-type']).toBe(
      'text/plain;charset=UTF-8',
    );
    expect((await given('return { statusCode: 204 }')).headers).not.toHaveProperty('content-type');
  });

  test.each([
    '{ statusCode: "ok" }',
    '{ statusCode: 200, body: { a: 1 } }',
    '{ statusCode: 200, headers: "x" }',
    '{ statusCode: 200, headers: { a: ["x"] } }',
    '{ statusCode: 200, cookies: "a=1" }',
    '{ statusCode: 200, isBase64Encoded: "true" }',
  ])('that cannot be understood is 500: %s', async (value) => {
    expect(await given(`return ${value}`)).toMatchObject({
      status: 500,
      text: '{"message":"Internal Server Error"}',
    });
  });

  test('passes over members that it does not know', async () => {
    expect((await given('return { statusCode: 200, multiValueHeaders: {}, body: "x" }')).status).toBe(200);
  });

  test('is held to the rules of REST APIs in format 1.0', async () => {
    expect(
      (await given('return { statusCode: 200, multiValueHeaders: { a: ["1", "2"] } }', '/gives-one')).headers[
        'a'
      ],
    ).toBe('1, 2');
    expect(await given('return { statusCode: 200, other: 1 }', '/gives-one')).toMatchObject({ status: 500 });
  });

  test('is 500 for a function that fails or runs past its own time, and 503 where the route does not wait', async () => {
    const failed = { status: 500, text: '{"message":"Internal Server Error"}' };
    expect(await given('throw new Error("x")')).toMatchObject(failed);
    expect(await get('/slow')).toMatchObject(failed);
    expect(await get('/impatient')).toMatchObject({ status: 503, text: '{"message":"Service Unavailable"}' });
  });
});

describe('a JWT authorizer', () => {
  const bearer = (claims?: object, header?: object) => ({
    authorization: `Bearer ${issuer.token(claims, header)}`,
  });

  test('hands on the claims as texts', async () => {
    const reply = await get('/jwt', bearer({ groups: ['a', 'b'], level: 3, admin: true }));
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({
      jwt: {
        claims: expect.objectContaining({ sub: 'ada', groups: '[a b]', level: '3', admin: 'true' }),
        scopes: null,
      },
    });
    expect((await get('/jwt-one', bearer())).json()).toMatchObject({ claims: { sub: 'ada' }, scopes: null });
  });

  test('takes the token with Bearer in front or alone, and from the query where the template says so', async () => {
    expect((await get('/jwt', { authorization: issuer.token() })).status).toBe(200);
    expect((await get(`/jwt/query?token=${issuer.token({ scope: 'read' })}`)).status).toBe(200);
    expect((await get('/jwt/query', bearer({ scope: 'read' }))).status).toBe(401);
  });

  test('is the API’s default for a route that names none', async () => {
    expect((await get('/default')).status).toBe(401);
    expect((await get('/open')).status).toBe(200);
  });

  test.each([
    ['of another issuer', { iss: 'https://other.example.com' }, {}],
    ['for another audience', { aud: 'elsewhere' }, {}],
    ['for another client', { aud: undefined, client_id: 'elsewhere' }, {}],
    ['whose client_id is beside an audience', { aud: 'elsewhere', client_id: 'orders' }, {}],
    ['that has expired', { exp: 1 }, {}],
    ['without an end', { exp: undefined }, {}],
    ['that is not valid yet', { nbf: 4_000_000_000 }, {}],
    ['from the future', { iat: 4_000_000_000 }, {}],
    ['with another algorithm in its header', {}, { alg: 'RS512' }],
    ['with no algorithm', {}, { alg: 'none' }],
    ['of a key that is not there', {}, { kid: 'two' }],
    ['of a key that is not for signing', {}, { kid: 'wrapping' }],
    ['without the name of its key', {}, { kid: undefined }],
  ] as [string, object, object][])('refuses a token %s', async (_name, claims, header) => {
    const reply = await get('/jwt', bearer(claims, header));
    expect(reply).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
    expect(reply.headers['www-authenticate']).toMatch(
      /^Bearer scope="" error="invalid_token" error_description=".+"$/,
    );
  });

  test.each([
    ['no token', {}],
    ['what is no token', { authorization: 'Bearer x' }],
    ['two tokens', { authorization: ['Bearer a.b.c', 'Bearer a.b.c'] }],
  ])('refuses %s', async (_name, headers) => {
    expect((await get('/jwt', headers)).status).toBe(401);
  });

  test('refuses a token that was changed', async () => {
    const [head, , signature] = issuer.token().split('.');
    const [, payload] = issuer.token({ sub: 'eve' }).split('.');
    expect((await get('/jwt', { authorization: `${head}.${payload}.${signature}` })).status).toBe(401);
  });

  test('takes a client_id where there is no audience, and one of several audiences', async () => {
    expect((await get('/jwt', bearer({ aud: undefined, client_id: 'orders' }))).status).toBe(200);
    expect((await get('/jwt', bearer({ aud: ['x', 'other'] }))).status).toBe(200);
  });

  test('wants one of the route’s scopes, else the answer is 403', async () => {
    const refused = await get('/jwt/scoped', bearer({ scope: 'write' }));
    expect(refused).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
    expect(refused.headers['www-authenticate']).toBe('Bearer scope="read admin" error="insufficient_scope"');
    const reply = await get('/jwt/scoped', bearer({ scope: 'write admin' }));
    expect(reply.json()).toMatchObject({ jwt: { scopes: ['write', 'admin'] } });
    expect((await get('/jwt/scoped', bearer({ scp: ['read'] }))).status).toBe(200);
  });

  test('answers 500 when the issuer does not, and says why', async () => {
    expect(await get('/jwt/lost', bearer())).toMatchObject({ status: 500 });
    expect(gateway.written.join('\n')).toContain(
      'http://127.0.0.1:9/.well-known/openid-configuration cannot be read',
    );
  });

  test('asks the issuer once for the tokens of a key', async () => {
    await get('/jwt', bearer());
    const before = issuer.asked();
    await get('/jwt', bearer());
    expect(issuer.asked()).toBe(before);
  });
});

describe('a Lambda authorizer with simple answers', () => {
  const callsOf = async (path: string, token: string): Promise<unknown> => {
    const reply = await get(path, { 'X-Token': token });
    return (reply.json()['lambda'] as Record<string, unknown>)['calls'];
  };

  test('says yes or no, and hands on a context of any values', async () => {
    const yes = await get('/simple?tenant=a', { 'x-token': 'yes' });
    expect(yes.json()).toEqual({ lambda: { calls: expect.any(Number), list: [1, 'two'] } });
    expect(await get('/simple?tenant=a', { 'x-token': 'no' })).toMatchObject({
      status: 403,
      text: '{"message":"Forbidden"}',
    });
  });

  test.each([
    ['/simple?tenant=a', {}],
    ['/simple', { 'x-token': 'yes' }],
    ['/simple?tenant=', { 'x-token': 'yes' }],
  ])('is not asked where an identity source is missing: 401 for %s with %j', async (path, headers) => {
    expect(await get(path, headers)).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
  });

  test('keeps its answer for all routes of the API', async () => {
    const first = await callsOf('/simple?tenant=b', 'kept');
    expect(await callsOf('/simple/other?tenant=b', 'kept')).toBe(first);
    expect(await callsOf('/simple?tenant=c', 'kept')).not.toBe(first);
  });

  test('keeps it by route where the route is one of its identity sources', async () => {
    const first = await callsOf('/by-route', 'kept');
    expect(await callsOf('/by-route', 'kept')).toBe(first);
    expect(await callsOf('/by-route/other', 'kept')).not.toBe(first);
  });

  test.each(['/fresh', '/bare'])(
    'keeps nothing for 0 seconds, nor of callers whom nothing identifies: %s',
    async (path) => {
      expect(await callsOf(path, 'kept')).not.toBe(await callsOf(path, 'kept'));
    },
  );

  test.each(['odd', 'more', 'Unauthorized'])(
    'is 500 when it fails or answers in another form: %s',
    async (token) => {
      expect(await get('/fresh', { 'x-token': token })).toMatchObject({
        status: 500,
        text: '{"message":"Internal Server Error"}',
      });
    },
  );

  test('may have a policy beside it, which does not count', async () => {
    expect((await get('/fresh', { 'x-token': 'both' })).status).toBe(403);
  });

  test('gets an event of format 2.0', async () => {
    const reply = await get('/simple?tenant=a', { 'x-token': 'event' });
    const { event } = reply.json()['lambda'] as { event: Record<string, unknown> };
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: expect.stringMatching(
        /^arn:aws:execute-api:us-east-1:123456789012:\w{10}\/\$default\/GET\/simple$/,
      ),
      identitySource: ['event', 'a'],
      routeKey: 'GET /simple',
      rawPath: '/simple',
      headers: { 'x-token': 'event' },
      queryStringParameters: { tenant: 'a' },
    });
    expect(event).not.toHaveProperty('body');
  });
});

describe('a Lambda authorizer with policies', () => {
  test.each(['/policy', '/policy-one'])(
    'has its policy judged for every call, a kept one too: %s',
    async (path) => {
      const headers = { 'x-token': `Allow GET${path}/7` };
      const first = await get(`${path}/7`, headers);
      expect(first.status).toBe(200);
      expect((await get(`${path}/8`, headers)).status).toBe(403);
      expect((await get(`${path}/7`, headers)).text).toBe(first.text);
      expect((await get(`${path}/7`, { 'x-token': 'Deny *' })).status).toBe(403);
    },
  );

  test('gets an event of format 1.0 where the template says so, and its context stands flat there', async () => {
    const found = (await get('/policy-one/7', { 'x-token': 'event' })).json();
    expect(found).toMatchObject({
      principalId: 'ada',
      event: {
        version: '1.0',
        type: 'REQUEST',
        methodArn: expect.stringMatching(/\/\$default\/GET\/policy-one\/7$/),
        identitySource: 'event',
        authorizationToken: 'event',
        resource: '/policy-one/{id}',
        pathParameters: { id: '7' },
      },
    });
  });
});

describe('CORS of an HTTP API', () => {
  const ORIGIN = 'https://shop.example.com';
  const preflight = (path: string, origin = ORIGIN) =>
    call(gateway.port, path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });

  test('is the gateway’s: it replaces what the function says', async () => {
    const reply = await get('/cors', { origin: ORIGIN });
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-total',
    });
  });

  test.each(['https://evil.example.com', 'https://shop.example.com.evil.com', 'null'])(
    'says nothing to another origin: %s',
    async (origin) => {
      expect((await get('/cors', { origin })).headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  test('takes every origin of a scheme', async () => {
    expect((await get('/cors', { origin: 'app://x' })).headers['access-control-allow-origin']).toBe(
      'app://x',
    );
  });

  test('says so in the gateway’s own refusals too', async () => {
    const reply = await get('/cors/guarded', { origin: ORIGIN });
    expect(reply).toMatchObject({ status: 401, headers: { 'access-control-allow-origin': ORIGIN } });
  });

  test('leaves preflights to a route that takes OPTIONS', async () => {
    expect((await preflight('/cors/any')).text).toBe('shown');
  });
});

describe('a preflight', () => {
  const text = (cors: string): string => `
Resources:
  Api: { Type: AWS::Serverless::HttpApi, Properties: { CorsConfiguration: ${cors} } }
${fn('Echo', on('GET /x', toApi('Api')))}`;
  const startWith = (cors: string) => startFiles({ 'template.yaml': text(cors), 'code.mjs': CODE });
  const headers = { origin: 'https://a.example.com', 'access-control-request-method': 'GET' };

  test('that no route takes is answered by the gateway, for any path', async () => {
    await using started = await startWith(
      '{ AllowOrigins: [https://a.example.com], AllowMethods: [GET, PUT], AllowHeaders: ["*"], MaxAge: 600, ExposeHeaders: [x] }',
    );
    for (const path of ['/x', '/none']) {
      const reply = await call(started.port, path, { method: 'OPTIONS', headers });
      expect(reply).toMatchObject({ status: 204, text: '' });
      expect(reply.headers).toMatchObject({
        'access-control-allow-origin': 'https://a.example.com',
        'access-control-allow-methods': 'GET,PUT',
        'access-control-allow-headers': '*',
        'access-control-max-age': '600',
      });
    }
    const other = { ...headers, origin: 'https://b.example.com' };
    const refused = await call(started.port, '/x', { method: 'OPTIONS', headers: other });
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    expect(await call(started.port, '/none')).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  });

  test('of an API with CorsConfiguration: true allows any origin, and nothing else', async () => {
    await using started = await startWith('true');
    const reply = await call(started.port, '/x', { method: 'OPTIONS', headers });
    expect(reply.headers).toMatchObject({ 'access-control-allow-origin': '*' });
    expect(reply.headers).not.toHaveProperty('access-control-allow-methods');
  });

  test('is not answered where the functions have CORS to themselves', async () => {
    await using started = await startWith('false');
    expect((await call(started.port, '/x', { method: 'OPTIONS', headers })).status).toBe(404);
  });
});

test('a path and method of a REST API cannot be an HTTP API’s too', async () => {
  const rest = 'R: { Type: Api, Properties: { Path: /x, Method: get } }';
  const starting = startFiles({
    'template.yaml': `Resources:\n${fn('Echo', on('GET /x'), rest)}`,
    'code.mjs': CODE,
  });
  await expect(starting).rejects.toThrow('app: GET /x: a REST API already has this route');
});

test('what the gateway refuses before a route is looked for has the form of HTTP APIs', async () => {
  const reply = await get('/x', { 'x-long': 'x'.repeat(11_000) });
  expect(reply.status).toBe(413);
});
