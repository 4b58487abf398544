import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AuthPolicy } from './auth-policy.ts';
import { evaluate, type EvaluationRequest } from './evaluate.ts';
import { HttpVerb } from './http-verb.ts';
import { formatMethodArn } from './method-arn.ts';

const scope = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '123456789012',
  apiId: 'abc',
  stage: 'prod',
};

const segment = fc.constantFrom('a', 'b', 'users', '42', 'x_y', 'c:d', '$e');
const pathOf = (...others: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.array(fc.oneof(segment, ...others), { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);

const singleVerb = fc.constantFrom(...Object.values(HttpVerb).filter((verb) => verb !== HttpVerb.ALL));
const request = fc
  .record({ verb: singleVerb, path: pathOf() })
  .map((method) => ({ action: 'execute-api:Invoke', resource: formatMethodArn({ ...scope, ...method }) }));

/** IAM's wildcards by way of a regular expression: slow on bad input, and not the library's. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.$+^()|[\]{}\\]/g, '\\$&')
      .replaceAll('*', '[^]*')
      .replaceAll('?', '[^]')}$`,
  ).test(text);

describe('builder and evaluator', () => {
  const address = fc.constantFrom('203.0.113.9', '198.51.100.9', undefined);
  const rule = fc.record({
    effect: fc.constantFrom('Allow', 'Deny'),
    verb: fc.oneof(singleVerb, fc.constant(HttpVerb.ALL)),
    path: pathOf(fc.constantFrom('*', '{id}', 'u*')),
    isInOffice: fc.boolean(),
  });
  type Rule = typeof rule extends fc.Arbitrary<infer Value> ? Value : never;

  const office = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };

  const add = (policy: AuthPolicy, { effect, verb, path, isInOffice }: Rule): AuthPolicy => {
    if (effect === 'Allow') {
      return isInOffice
        ? policy.allowMethodWithConditions(verb, path, office)
        : policy.allowMethod(verb, path);
    }
    return isInOffice ? policy.denyMethodWithConditions(verb, path, office) : policy.denyMethod(verb, path);
  };

  const applies = ({ verb, path, isInOffice }: Rule, resource: string, from: string | undefined): boolean =>
    (!isInOffice || from === '203.0.113.9') &&
    matches(formatMethodArn({ ...scope, verb, path: path.replaceAll('{id}', '*') }), resource);

  test('agree on what a condition is: none that the one takes makes the other refuse the document', () => {
    const value = fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.string(), fc.date().map(String));
    const operator = fc.constantFrom('DateLessThan', 'DateNotEquals', 'StringEquals', 'Bool', 'Null');
    const open = {
      action: 'execute-api:Invoke',
      resource: formatMethodArn({ ...scope, verb: 'GET', path: '/a' }),
    };
    fc.assert(
      fc.property(operator, fc.array(value, { minLength: 1, maxLength: 3 }), (name, values) => {
        const policy = new AuthPolicy('p', scope).allowMethod('GET', '/a');
        try {
          policy.allowMethodWithConditions('GET', '/b', { [name]: { key: values } });
        } catch {
          return;
        }
        expect(evaluate(policy.build().policyDocument, open)).toBe('allow');
      }),
    );
  });

  test('agree on random policies', () => {
    const rules = fc.array(rule, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rules, request, address, (allRules, call, from) => {
        const { policyDocument } = allRules.reduce(add, new AuthPolicy('user', scope)).build();
        const applying = allRules.filter((each) => applies(each, call.resource, from));
        const isAllowed = applying.length > 0 && applying.every(({ effect }) => effect === 'Allow');
        const context = from === undefined ? {} : { 'aws:SourceIp': from };
        expect(evaluate(policyDocument, { ...call, context })).toBe(isAllowed ? 'allow' : 'deny');
      }),
      { numRuns: 1000 },
    );
  });

  test('agree whatever the order of the rules', () => {
    const rules = fc.array(rule, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rules, request, (allRules, call) => {
        const decide = (ordered: readonly Rule[]): string =>
          evaluate(ordered.reduce(add, new AuthPolicy('user', scope)).build().policyDocument, call);
        expect(decide(allRules.toReversed())).toBe(decide(allRules));
      }),
    );
  });
});

describe('the evaluator', () => {
  const action = fc.constantFrom(
    'execute-api:Invoke',
    'execute-api:*',
    '*',
    'execute-api:Inv?ke',
    's3:GetObject',
  );
  const resource = fc.oneof(
    fc.constantFrom(
      '*',
      'arn:aws:execute-api:*:*:*',
      'arn:aws:execute-api:eu-west-1:123456789012:abc/prod/GET/*',
    ),
    fc
      .tuple(singleVerb, pathOf(fc.constantFrom('*', '?')))
      .map(([verb, path]) => `arn:aws:execute-api:eu-west-1:123456789012:abc/prod/${verb}${path}`),
  );
  const condition = fc.constantFrom(
    { StringEquals: { 'aws:username': 'a' } },
    { Null: { 'aws:username': 'true' } },
    { NumericLike: { 'aws:username': '1' } },
    { Bool: { 'aws:SecureTransport': 'perhaps' } },
    {},
  );
  const sound = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.oneof(action, fc.array(action, { minLength: 1, maxLength: 2 })),
    Resource: fc.oneof(resource, fc.array(resource, { minLength: 1, maxLength: 3 })),
  });
  const odd = fc.record(
    {
      Effect: fc.oneof(fc.constantFrom('Allow', 'Deny', 'allow', 'Permit'), fc.jsonValue()),
      Action: fc.oneof(action, fc.jsonValue()),
      NotAction: action,
      Resource: fc.oneof(resource, fc.jsonValue()),
      NotResource: resource,
      Principal: fc.constant('*'),
      Condition: fc.oneof(condition, fc.jsonValue()),
      Comment: fc.string(),
    },
    { requiredKeys: [] },
  );
  const conditional = fc
    .tuple(sound, condition)
    .map(([statement, Condition]) => ({ ...statement, Condition }));
  const statement = fc.oneof(
    { weight: 6, arbitrary: sound },
    { weight: 2, arbitrary: conditional },
    { weight: 1, arbitrary: odd },
  );
  const statements = fc.array<unknown>(statement, { maxLength: 5 });

  const decide = (Statement: unknown, call: EvaluationRequest): string =>
    evaluate({ Version: '2012-10-17', Statement }, call);

  const listOf = (value: unknown): readonly string[] => [value].flat() as string[];

  const isMatchedBy = (
    candidate: unknown,
    { action: called, resource: called2 }: EvaluationRequest,
  ): boolean => {
    const { Action, Resource } = candidate as { Action: unknown; Resource: unknown };
    return (
      listOf(Action).some((pattern) => matches(pattern.toLowerCase(), called.toLowerCase())) &&
      listOf(Resource).some((pattern) => matches(pattern, called2))
    );
  };

  test('never allows what no statement allows, nor what one denies', () => {
    fc.assert(
      fc.property(statements, request, (all, call) => {
        if (decide(all, call) === 'deny') return;
        const matching = (all as { Effect: string }[]).filter((each) => isMatchedBy(each, call));
        expect(matching.some(({ Effect }) => Effect === 'Allow')).toBe(true);
        expect(matching.some((each) => each.Effect === 'Deny' && !('Condition' in each))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('never allows more because of one more Deny, or of anything that it does not know', () => {
    const addition = fc.oneof(
      sound.map((each) => ({ ...each, Effect: 'Deny' })),
      odd.map((each) => ({ ...each, Odd: 1 })),
    );
    fc.assert(
      fc.property(statements, addition, request, (all, added, call) => {
        if (decide([...all, added], call) === 'allow') expect(decide(all, call)).toBe('allow');
      }),
      { numRuns: 1000 },
    );
  });

  test('denies everything under a document with a member that it does not know', () => {
    fc.assert(
      fc.property(
        fc.array(sound, { minLength: 1, maxLength: 3 }),
        fc.string(),
        request,
        (all, name, call) => {
          fc.pre(!['Effect', 'Action', 'Resource', 'Sid', 'Condition'].includes(name));
          const odder = { ...all[0], ...Object.fromEntries([[name, 'x']]) };
          expect(decide([...all, odder], call)).toBe('deny');
        },
      ),
    );
  });

  test('takes any JSON for a document, and denies', () => {
    fc.assert(
      fc.property(fc.jsonValue(), request, (document, call) => {
        expect(evaluate(document, call)).toBe('deny');
      }),
    );
  });

  test('reads a document as it reads its JSON', () => {
    fc.assert(
      fc.property(statements, request, (all, call) => {
        expect(decide(JSON.parse(JSON.stringify(all)), call)).toBe(decide(all, call));
      }),
    );
  });
});
