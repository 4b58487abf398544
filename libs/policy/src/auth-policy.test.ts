import { describe, expect, test } from '@jest/globals';
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { compileGrants } from './compile-grants.ts';
import { thrownBy } from './testing/thrown.ts';
import { AuthPolicy } from './auth-policy.ts';
import type { AuthorizerContext, PolicyStatement } from './authorizer-result.ts';
import { HttpVerb } from './http-verb.ts';
import { RESOURCE_MAX_CHARACTERS, RESULT_MAX_BYTES } from './limits.ts';

const scope = { region: 'eu-west-1', accountId: '123456789012', apiId: 'abc123', stage: 'prod' };
const base = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/prod';

const policy = (): AuthPolicy => new AuthPolicy('user-42', scope);

const statement = (Effect: 'Allow' | 'Deny', ...methods: readonly string[]): PolicyStatement => ({
  Action: 'execute-api:Invoke',
  Effect,
  Resource: methods.map((method) => `${base}/${method}`),
});

const statementsOf = (built: AuthPolicy): PolicyStatement[] => built.build().policyDocument.Statement;

describe('AuthPolicy', () => {
  test('builds what API Gateway expects of an authorizer', () => {
    const result: APIGatewayAuthorizerResult = policy()
      .allowMethod(HttpVerb.GET, '/pets')
      .build({ sub: 'user-42' });
    expect(result).toEqual({
      principalId: 'user-42',
      policyDocument: { Version: '2012-10-17', Statement: [statement('Allow', 'GET/pets')] },
      context: { sub: 'user-42' },
    });
  });

  test('allows and denies all methods', () => {
    expect(statementsOf(policy().allowAllMethods())).toEqual([statement('Allow', '*/*')]);
    expect(statementsOf(policy().denyAllMethods())).toEqual([statement('Deny', '*/*')]);
  });

  test('allows and denies a method, with or without the leading slash', () => {
    expect(statementsOf(policy().allowMethod('GET', '/pets/{id}').allowMethod('POST', 'pets'))).toEqual([
      statement('Allow', 'GET/pets/*', 'POST/pets'),
    ]);
    expect(statementsOf(policy().denyMethod('DELETE', '/'))).toEqual([statement('Deny', 'DELETE/')]);
  });

  test.each(Object.values(HttpVerb))('takes the verb %s', (verb) => {
    expect(statementsOf(policy().allowMethod(verb, '/x'))).toEqual([statement('Allow', `${verb}/x`)]);
  });

  test('allows and denies routes without a verb', () => {
    expect(statementsOf(policy().allowRoute('$connect').denyRoute('secret'))).toEqual([
      statement('Allow', '$connect'),
      statement('Deny', 'secret'),
    ]);
    expect(statementsOf(policy().allowRoute('*'))).toEqual([statement('Allow', '*')]);
  });

  test.each(['', 'a/b', 'send*', '{proxy+}', 'a b', '${x}'])('refuses the route key %j', (routeKey) => {
    expect(thrownBy(() => policy().allowRoute(routeKey))).toEqual({
      code: 'invalid_path',
      message: 'The route key is empty or has a character that it cannot have.',
    });
  });

  test('takes its API from a method ARN of any partition', () => {
    const arn = 'arn:aws-us-gov:execute-api:us-gov-west-1:210987654321:zyx/$default/GET/pets/a1b2';
    const { policyDocument } = AuthPolicy.forMethodArn('user-42', arn).allowMethod('GET', '/pets/*').build();
    expect(policyDocument.Statement[0]?.Resource).toEqual([
      'arn:aws-us-gov:execute-api:us-gov-west-1:210987654321:zyx/$default/GET/pets/*',
    ]);
  });

  test('takes its API from the ARN of a WebSocket connection', () => {
    const arn = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/prod/$connect';
    expect(statementsOf(AuthPolicy.forMethodArn('user-42', arn).allowRoute('$connect'))).toEqual([
      statement('Allow', '$connect'),
    ]);
  });

  test('refuses an ARN that is none', () => {
    expect(thrownBy(() => AuthPolicy.forMethodArn('user-42', `${base}/*`)).code).toBe('invalid_method_arn');
  });

  test('is for the partition aws unless another is given', () => {
    const china = new AuthPolicy('user-42', { ...scope, partition: 'aws-cn' }).allowAllMethods();
    expect(statementsOf(china)[0]?.Resource).toEqual([
      'arn:aws-cn:execute-api:eu-west-1:123456789012:abc123/prod/*/*',
    ]);
  });

  test('is for every region, account, API and stage only where a caller writes so', () => {
    const anywhere = { region: '*', accountId: '*', apiId: '*', stage: '*' };
    expect(statementsOf(new AuthPolicy('user-42', anywhere).allowMethod('GET', '/x'))[0]?.Resource).toEqual([
      'arn:aws:execute-api:*:*:*/*/GET/x',
    ]);
  });

  test.each([
    ['partition', 'gcp'],
    ['partition', 'xaws'],
    ['partition', '*'],
    ['partition', 'aws-'],
    ['partition', 'aws-cn:x'],
    ['region', ''],
    ['region', 'eu west'],
    ['region', 'eu-*'],
    ['region', '*-1'],
    ['region', undefined],
    ['accountId', '12345'],
    ['accountId', '1234567890123'],
    ['accountId', 'x123456789012'],
    ['accountId', '12*'],
    ['accountId', 123456789012],
    ['apiId', ''],
    ['apiId', 'a/b'],
    ['apiId', 'a*'],
    ['apiId', undefined],
    ['stage', ''],
    ['stage', 'a/b'],
    ['stage', '$other'],
    ['stage', 'x$default'],
    ['stage', '$default2'],
    ['stage', 'pr*'],
    ['stage', null],
  ])('refuses the %s %j', (member, value) => {
    expect(thrownBy(() => new AuthPolicy('user-42', { ...scope, [member]: value }))).toEqual({
      code: 'invalid_api',
      message: `The ${member} of the API is missing or malformed.`,
    });
  });

  test.each(['', undefined, 42])('refuses the principal %j', (principalId) => {
    expect(thrownBy(() => new AuthPolicy(principalId as string, scope))).toEqual({
      code: 'invalid_principal',
      message: 'The principalId is empty or not a text.',
    });
  });

  test.each(['get', 'TRACE', '', 'toString', 'ALL', undefined])('refuses the verb %j', (verb) => {
    expect(thrownBy(() => policy().allowMethod(verb as HttpVerb, '/pets'))).toEqual({
      code: 'invalid_verb',
      message: 'The verb is not one of HttpVerb.',
    });
    expect(thrownBy(() => policy().denyMethod(verb as HttpVerb, '/pets')).code).toBe('invalid_verb');
  });

  test('refuses a path that is none', () => {
    expect(thrownBy(() => policy().allowMethod('GET', '/a b')).code).toBe('invalid_path');
    expect(thrownBy(() => policy().denyMethod('GET', '')).code).toBe('invalid_path');
  });

  test('refuses to build what allows and denies nothing', () => {
    expect(thrownBy(() => policy().build())).toEqual({
      code: 'empty_policy',
      message: 'The policy allows and denies nothing.',
    });
  });
});

describe('the statements', () => {
  test('are one per effect, Allow first, in the order of the calls', () => {
    const built = policy()
      .denyMethod('GET', '/secret')
      .allowMethod('GET', '/b')
      .denyMethod('POST', '/secret')
      .allowMethod('GET', '/a');
    expect(statementsOf(built)).toEqual([
      statement('Allow', 'GET/b', 'GET/a'),
      statement('Deny', 'GET/secret', 'POST/secret'),
    ]);
  });

  test('name a resource once, and none that another covers', () => {
    const built = policy()
      .allowMethod('GET', '/pets/{id}')
      .allowMethod('GET', '/pets/1')
      .allowMethod('GET', '/pets')
      .allowMethod('GET', 'pets');
    expect(statementsOf(built)).toEqual([statement('Allow', 'GET/pets/*', 'GET/pets')]);
  });

  test('have conditions of their own, those without conditions first', () => {
    const office = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const built = policy()
      .allowMethodWithConditions('GET', '/pets', office)
      .denyMethodWithConditions('GET', '/secret', office)
      .allowMethod('GET', '/pets')
      .denyMethod('GET', '/other');
    expect(statementsOf(built)).toEqual([
      statement('Allow', 'GET/pets'),
      { ...statement('Allow', 'GET/pets'), Condition: office },
      statement('Deny', 'GET/other'),
      { ...statement('Deny', 'GET/secret'), Condition: office },
    ]);
  });

  test('are merged where the conditions mean the same', () => {
    const built = policy()
      .allowMethodWithConditions('GET', '/a', {
        IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '192.0.2.0/24'] },
        Bool: { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' },
      })
      .allowMethodWithConditions('GET', '/b', {
        Bool: { 'aws:viaAWSservice': false, 'aws:SecureTransport': [true] },
        IpAddress: { 'AWS:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] },
      });
    expect(statementsOf(built)).toEqual([
      {
        ...statement('Allow', 'GET/a', 'GET/b'),
        Condition: {
          IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '192.0.2.0/24'] },
          Bool: { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' },
        },
      },
    ]);
  });

  test.each([
    ['another value', { StringEquals: { a: 'y' } }],
    ['another key', { StringEquals: { b: 'x' } }],
    ['another operator', { StringLike: { a: 'x' } }],
    ['one more value', { StringEquals: { a: ['x', 'y'] } }],
    ['one more key', { StringEquals: { a: 'x', b: 'x' } }],
    ['one more operator', { StringEquals: { a: 'x' }, StringLike: { a: 'x' } }],
  ])('are not merged over %s', (_, conditions) => {
    const built = policy()
      .allowMethodWithConditions('GET', '/a', { StringEquals: { a: 'x' } })
      .allowMethodWithConditions('GET', '/b', conditions);
    expect(statementsOf(built)).toHaveLength(2);
  });

  test('have their values as text', () => {
    const built = policy().allowMethodWithConditions('GET', '/a', {
      Bool: { 'aws:SecureTransport': true },
      DateLessThan: { 'aws:EpochTime': [1717243200] },
    });
    expect(statementsOf(built)[0]?.Condition).toEqual({
      Bool: { 'aws:SecureTransport': 'true' },
      DateLessThan: { 'aws:EpochTime': ['1717243200'] },
    });
  });

  test('are not changed by what callers do to their conditions or to a result', () => {
    const conditions = { StringEquals: { a: ['x'] } };
    const built = policy().allowMethodWithConditions('GET', '/a', conditions);
    conditions.StringEquals.a.push('y');
    const first = statementsOf(built)[0];
    first?.Resource.push('*');
    first?.Condition?.['StringEquals']?.['a']?.concat('z');
    (first?.Condition?.['StringEquals']?.['a'] as string[]).push('z');
    expect(statementsOf(built)).toEqual([
      { ...statement('Allow', 'GET/a'), Condition: { StringEquals: { a: ['x'] } } },
    ]);
  });

  test.each([
    ['no conditions', {}],
    ['an operator without keys', { Bool: {} }],
    ['an operator that is undefined', { Bool: undefined }],
    ['a key without values', { StringEquals: { a: [] } }],
    ['one operator of two without keys', { StringEquals: { a: 'x' }, Bool: {} }],
    ['an operator that the evaluator does not know', { NumericLike: { a: '1' } }],
    ['an operator for keys with several values', { 'ForAnyValue:StringEquals': { a: 'x' } }],
    ['one beside another', { StringEquals: { a: 'x' }, 'ForAllValues:StringEquals': { a: 'x' } }],
    ['a block that is none', { IpAddress: { 'aws:SourceIp': 'localhost' } }],
    ['a policy variable', { StringEquals: { a: '${aws:username}' } }],
    ['an instant with a fraction', { DateLessThan: { 'aws:EpochTime': 1717243200.5 } }],
    ['an instant that reads like a year', { DateLessThan: { 'aws:EpochTime': [1717243200, 2020] } }],
    ['null', null],
  ])('refuse %s', (_, conditions) => {
    const refusal = {
      code: 'invalid_conditions',
      message: 'The conditions are empty, or have an operator or a value that is not known.',
    };
    expect(thrownBy(() => policy().allowMethodWithConditions('GET', '/a', conditions as never))).toEqual(
      refusal,
    );
    expect(thrownBy(() => policy().denyMethodWithConditions('GET', '/a', conditions as never))).toEqual(
      refusal,
    );
  });
});

describe('the context', () => {
  test('is flat: texts, numbers and booleans', () => {
    const context = { text: 'a', empty: '', number: 1.5, yes: true, no: false };
    expect(policy().allowAllMethods().build(context).context).toEqual(context);
  });

  test('is left out when there is none', () => {
    expect(policy().allowAllMethods().build()).not.toHaveProperty('context');
  });

  test('is a copy', () => {
    const context: AuthorizerContext = { sub: 'a' };
    const built = policy().allowAllMethods().build(context);
    context['sub'] = 'b';
    expect(built.context).toEqual({ sub: 'a' });
  });

  test.each([
    ['null', null],
    ['a list', ['a']],
    ['a map', new Map([['sub', 'a']])],
    ['a text', 'a'],
    ['an object inside', { roles: {} }],
    ['a list inside', { roles: ['admin'] }],
    ['null inside', { sub: null }],
    ['undefined inside', { sub: undefined }],
    ['a number that JSON does not have', { exp: Number.NaN }],
    ['infinity', { exp: Number.POSITIVE_INFINITY }],
    ['a big integer', { exp: 1n }],
    ['a function', { sub: Date.now }],
  ])('is refused: %s', (_, context) => {
    expect(
      thrownBy(() =>
        policy()
          .allowAllMethods()
          .build(context as never),
      ),
    ).toEqual({
      code: 'invalid_context',
      message: 'The context is not a flat object of texts, numbers and booleans.',
    });
  });
});

describe('the limits of API Gateway', () => {
  const longest = RESOURCE_MAX_CHARACTERS - `${base}/GET/`.length;

  test('are 512 characters a resource and 8 KiB an answer', () => {
    expect([RESOURCE_MAX_CHARACTERS, RESULT_MAX_BYTES]).toEqual([512, 8192]);
  });

  test('a resource of 512 characters is built, one of 513 refused', () => {
    const built = policy().allowMethod('GET', `/${'a'.repeat(longest)}`);
    expect(statementsOf(built)[0]?.Resource[0]).toHaveLength(512);
    expect(thrownBy(() => policy().denyMethod('GET', `/${'a'.repeat(longest + 1)}`))).toEqual({
      code: 'resource_too_long',
      message: 'A resource has 513 characters; the limit is 512.',
    });
  });

  test('an answer of 8,192 bytes is built, one of 8,193 refused; bytes, not characters', () => {
    const built = policy().allowAllMethods();
    const bytes = Buffer.byteLength(JSON.stringify(built.build({ text: 'ß' })));
    const text = `ß${'a'.repeat(RESULT_MAX_BYTES - bytes)}`;
    expect(Buffer.byteLength(JSON.stringify(built.build({ text })))).toBe(8192);
    expect(thrownBy(() => built.build({ text: `${text}a` }))).toEqual({
      code: 'policy_too_large',
      message: 'The answer has 8193 bytes; the limit is 8192.',
    });
  });
});

describe('addGrants', () => {
  const routes = [
    { verb: 'GET', path: '/users' },
    { verb: 'GET', path: '/users/{id}' },
    { verb: 'PATCH', path: '/users/{id}' },
  ] as const;

  test('allows what is granted, a resource for each', () => {
    const own = routes.slice(1).map((route) => ({ ...route, params: { id: '42' } }));
    expect(statementsOf(policy().addGrants(compileGrants(own, routes)))).toEqual([
      statement('Allow', 'GET/users/42', 'PATCH/users/42'),
    ]);
    expect(statementsOf(policy().addGrants(compileGrants(routes, routes)))).toEqual([
      statement('Allow', 'GET/users', 'GET/users/*', 'PATCH/users/*'),
    ]);
  });

  test('denies what an allowance would reach', () => {
    expect(statementsOf(policy().addGrants(compileGrants(routes.slice(1, 2), routes)))).toEqual([
      statement('Allow', 'GET/users/*'),
      statement('Deny', 'GET/users/'),
    ]);
  });

  test('adds nothing for no grants', () => {
    expect(thrownBy(() => policy().addGrants(compileGrants([], routes)).build()).code).toBe('empty_policy');
  });
});
