import { describe, expect, test } from '@jest/globals';
import type { RequestContext } from './conditions.ts';
import { evaluate, type Decision } from './evaluate.ts';

const resource = 'arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/pets';
const action = 'execute-api:Invoke';
const invoke = { action, resource };

const allow = { Effect: 'Allow', Action: action, Resource: '*' };
const deny = { Effect: 'Deny', Action: action, Resource: '*' };
const elsewhere = {
  Effect: 'Deny',
  Action: action,
  Resource: 'arn:aws:execute-api:us-east-1:123456789012:other/*',
};

const decide = (...Statement: readonly unknown[]): Decision =>
  evaluate({ Version: '2012-10-17', Statement }, invoke);

/** The decision under one statement with this condition; a Deny stands beside an Allow for everything. */
const when = (Condition: unknown, context: RequestContext = {}, effect: object = allow): Decision => {
  const statements = [{ ...effect, Condition }, ...(effect === deny ? [allow] : [])];
  return evaluate({ Version: '2012-10-17', Statement: statements }, { ...invoke, context });
};

describe('statements', () => {
  test('an Allow that applies allows', () => {
    expect(decide(allow)).toBe('allow');
  });

  test('nothing that applies denies', () => {
    expect(decide(elsewhere)).toBe('deny');
    expect(decide({ ...allow, Action: 'execute-api:InvalidateCache' })).toBe('deny');
  });

  test('a Deny that applies wins, wherever it stands', () => {
    expect(decide(allow, deny)).toBe('deny');
    expect(decide(deny, allow)).toBe('deny');
  });

  test('a Deny that does not apply changes nothing', () => {
    expect(decide(allow, elsewhere)).toBe('allow');
    expect(decide({ ...deny, Action: 'execute-api:InvalidateCache' }, allow)).toBe('allow');
  });

  test('one statement may stand without a list, and lists may have several members', () => {
    expect(evaluate({ Version: '2012-10-17', Statement: allow }, invoke)).toBe('allow');
    expect(
      decide({ ...allow, Action: ['s3:GetObject', action], Resource: ['arn:aws:s3:::b', resource] }),
    ).toBe('allow');
  });

  test('Id and Sid are known', () => {
    expect(evaluate({ Version: '2012-10-17', Id: 'x', Statement: [{ ...allow, Sid: 'y' }] }, invoke)).toBe(
      'allow',
    );
  });
});

describe('what is not understood denies everything', () => {
  test.each([
    ['no document', undefined],
    ['null', null],
    ['a text', JSON.stringify({ Version: '2012-10-17', Statement: [allow] })],
    ['a list', [{ Version: '2012-10-17', Statement: [allow] }]],
    ['no version', { Statement: [allow] }],
    ['the version before', { Version: '2008-10-17', Statement: [allow] }],
    ['a version to come', { Version: '2099-01-01', Statement: [allow] }],
    ['a member of the document', { Version: '2012-10-17', Statement: [allow], Comment: '' }],
    ['a member in lower case', { Version: '2012-10-17', statement: [allow] }],
    ['an Id that is no text', { Version: '2012-10-17', Id: 1, Statement: [allow] }],
    ['no statement', { Version: '2012-10-17' }],
    ['an empty list of statements', { Version: '2012-10-17', Statement: [] }],
    ['a statement that is a text', { Version: '2012-10-17', Statement: ['Allow'] }],
    ['a statement that is null', { Version: '2012-10-17', Statement: [allow, null] }],
    ['a statement that is a list', { Version: '2012-10-17', Statement: [[allow]] }],
  ])('%s', (_, document) => {
    expect(evaluate(document, invoke)).toBe('deny');
  });

  const { Action: _action, ...noAction } = elsewhere;
  const { Resource: _resource, ...noResource } = elsewhere;
  const { Effect: _effect, ...noEffect } = elsewhere;

  // Each stands beside an Allow for everything; skipping it would let the request in.
  test.each([
    ['no effect', noEffect],
    ['an effect in lower case', { ...elsewhere, Effect: 'deny' }],
    ['an effect in upper case', { ...elsewhere, Effect: 'DENY' }],
    ['an effect of another word', { ...elsewhere, Effect: 'Forbid' }],
    ['an effect in a list', { ...elsewhere, Effect: ['Deny'] }],
    ['NotAction', { ...noAction, NotAction: 's3:*' }],
    ['NotResource', { ...noResource, NotResource: 'arn:aws:s3:::*' }],
    ['NotAction beside Action', { ...elsewhere, NotAction: 's3:*' }],
    ['Principal', { ...elsewhere, Principal: '*' }],
    ['NotPrincipal', { ...elsewhere, NotPrincipal: '*' }],
    ['another member', { ...elsewhere, Conditions: {} }],
    ['a member of the prototype’s name', JSON.parse(`{"__proto__":1,${JSON.stringify(elsewhere).slice(1)}`)],
    ['a Sid that is no text', { ...elsewhere, Sid: 1 }],
    ['no action', noAction],
    ['an empty list of actions', { ...elsewhere, Action: [] }],
    ['an action in two lists', { ...elsewhere, Action: [[action]] }],
    ['an action that is no text', { ...elsewhere, Action: [action, 1] }],
    ['an action without a service', { ...elsewhere, Action: 'Invoke' }],
    ['an action with an empty name', { ...elsewhere, Action: 'execute-api:' }],
    ['an action with an empty service', { ...elsewhere, Action: ':Invoke' }],
    ['an action with a wildcard inside its service', { ...elsewhere, Action: 'execute-*:Invoke' }],
    ['an action with a space', { ...elsewhere, Action: 'execute-api:Invoke ' }],
    ['an action with a space before', { ...elsewhere, Action: ' execute-api:Invoke' }],
    ['an action that is an empty text', { ...elsewhere, Action: '' }],
    ['an action of two stars', { ...elsewhere, Action: '**' }],
    ['no resource', noResource],
    ['an empty list of resources', { ...elsewhere, Resource: [] }],
    ['a resource in two lists', { ...elsewhere, Resource: [['arn:aws:s3:::x']] }],
    ['a resource of a star and more', { ...elsewhere, Resource: '*x' }],
    ['a resource that is no text', { ...elsewhere, Resource: [{}] }],
    ['a resource that is no ARN', { ...elsewhere, Resource: 'prod/GET/pets' }],
    ['a resource of a path and a star', { ...elsewhere, Resource: 'other/*' }],
    ['a resource of two stars', { ...elsewhere, Resource: '**' }],
    ['an ARN within a resource', { ...elsewhere, Resource: ' arn:aws:s3:::x' }],
    ['an ARN that IAM would complete', { ...elsewhere, Resource: 'arn:aws:execute-api' }],
    ['an ARN of five parts', { ...elsewhere, Resource: 'arn:aws:execute-api:us-east-1:123456789012' }],
    [
      'an ARN with an empty sixth part',
      { ...elsewhere, Resource: 'arn:aws:execute-api:us-east-1:123456789012:' },
    ],
    ['a policy variable in a resource', { ...elsewhere, Resource: 'arn:aws:s3:::home/${aws:username}' }],
    ['a condition that is undefined', { ...elsewhere, Condition: undefined }],
    ['a condition that is null', { ...elsewhere, Condition: null }],
    ['a condition that is a list', { ...elsewhere, Condition: [{ Bool: { 'aws:SecureTransport': true } }] }],
    ['an empty condition', { ...elsewhere, Condition: {} }],
    ['an operator without keys', { ...elsewhere, Condition: { Bool: {} } }],
    ['an operator whose keys are a text', { ...elsewhere, Condition: { Bool: 'true' } }],
    ['a key without values', { ...elsewhere, Condition: { StringEquals: { 'aws:username': [] } } }],
    ['a value that is null', { ...elsewhere, Condition: { StringEquals: { 'aws:username': null } } }],
    ['a value that is an object', { ...elsewhere, Condition: { StringEquals: { 'aws:username': {} } } }],
    ['a value in two lists', { ...elsewhere, Condition: { StringEquals: { 'aws:username': [['a']] } } }],
    [
      'a policy variable in a value',
      { ...elsewhere, Condition: { StringEquals: { 'aws:username': 'x${a}' } } },
    ],
    ['NumericEquals', { ...elsewhere, Condition: { NumericEquals: { 's3:max-keys': '10' } } }],
    ['ArnLike', { ...elsewhere, Condition: { ArnLike: { 'aws:SourceArn': '*' } } }],
    ['BinaryEquals', { ...elsewhere, Condition: { BinaryEquals: { key: 'QQ==' } } }],
    ['ForAllValues', { ...elsewhere, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } } }],
    ['ForAnyValue', { ...elsewhere, Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'x' } } }],
    ['NullIfExists', { ...elsewhere, Condition: { NullIfExists: { 'aws:username': 'true' } } }],
    ['IfExists alone', { ...elsewhere, Condition: { IfExists: { 'aws:username': 'true' } } }],
    [
      'IfExists twice',
      { ...elsewhere, Condition: { BoolIfExistsIfExists: { 'aws:SecureTransport': 'true' } } },
    ],
    ['an operator in lower case', { ...elsewhere, Condition: { stringequals: { 'aws:username': 'x' } } }],
    [
      'an operator of the prototype’s name',
      { ...elsewhere, Condition: { constructor: { 'aws:username': 'x' } } },
    ],
    ['a boolean that is none', { ...elsewhere, Condition: { Bool: { 'aws:SecureTransport': 'yes' } } }],
    ['a Null that is no boolean', { ...elsewhere, Condition: { Null: { 'aws:username': 'yes' } } }],
    [
      'a block that is none',
      { ...elsewhere, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/33' } } },
    ],
    [
      'one block of two that is none',
      { ...elsewhere, Condition: { IpAddress: { 'aws:SourceIp': ['::/0', 'x'] } } },
    ],
    ['a date that is none', { ...elsewhere, Condition: { DateLessThan: { 'aws:CurrentTime': '2020' } } }],
    [
      'one operator of two',
      { ...elsewhere, Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericEquals: { a: '1' } } },
    ],
  ])('%s in a Deny', (_, statement: unknown) => {
    expect(decide(allow, statement)).toBe('deny');
    expect(decide(allow, elsewhere)).toBe('allow');
  });

  test('an Allow with a condition that is not understood allows nothing', () => {
    expect(when({ NumericEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': 10 })).toBe('deny');
    expect(when({})).toBe('deny');
  });
});

describe('actions', () => {
  test.each([
    ['*', 'allow'],
    ['*:*', 'allow'],
    ['*:Invoke', 'allow'],
    ['execute-api:*', 'allow'],
    ['execute-api:Inv*', 'allow'],
    ['execute-api:Invok?', 'allow'],
    ['EXECUTE-API:INVOKE', 'allow'],
    ['execute-api:invoke', 'allow'],
    ['execute-api:Invoke?', 'deny'],
    ['execute-api:Invo', 'deny'],
    ['execute-api:nvoke', 'deny'],
    ['s3:*', 'deny'],
  ])('%s: %s', (pattern, expected) => {
    expect(decide({ ...allow, Action: pattern })).toBe(expected);
  });

  test('the action of the request is read in any letter case', () => {
    expect(
      evaluate({ Version: '2012-10-17', Statement: allow }, { ...invoke, action: 'Execute-Api:INVOKE' }),
    ).toBe('allow');
  });
});

describe('resources', () => {
  test.each([
    ['*', 'allow'],
    ['arn:*', 'allow'],
    ['arn:aws:execute-api:*', 'allow'],
    ['arn:aws:execute-api:*:*:*', 'allow'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/pets', 'allow'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/pet?', 'allow'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/*/GET/pets', 'allow'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/*/pets', 'allow'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/pet', 'deny'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/pets?', 'deny'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/PETS', 'deny'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/POST/*', 'deny'],
    ['arn:aws:execute-api:us-east-1:123456789012:bc/prod/GET/pets', 'deny'],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/p.ts', 'deny'],
  ])('%s: %s', (pattern, expected) => {
    expect(decide({ ...allow, Resource: pattern })).toBe(expected);
  });
});

describe('conditions', () => {
  const noon = '2024-06-01T12:00:00Z';
  const [before, after] = ['2024-06-01T11:59:59.999Z', '2024-06-01T12:00:00.001Z'];

  test.each([
    ['StringEquals', 'a', 'a', 'allow'],
    ['StringEquals', 'a', 'A', 'deny'],
    ['StringEquals', 'a*', 'ab', 'deny'],
    ['StringEquals', '1', 1, 'allow'],
    ['StringEquals', true, 'true', 'allow'],
    ['StringNotEquals', 'a', 'a', 'deny'],
    ['StringNotEquals', 'a', 'A', 'allow'],
    ['StringEqualsIgnoreCase', 'aB', 'Ab', 'allow'],
    ['StringEqualsIgnoreCase', 'a', 'b', 'deny'],
    ['StringNotEqualsIgnoreCase', 'aB', 'Ab', 'deny'],
    ['StringNotEqualsIgnoreCase', 'a', 'b', 'allow'],
    ['StringLike', 'a*c?', 'abbcd', 'allow'],
    ['StringLike', 'a*', 'A', 'deny'],
    ['StringNotLike', 'a*', 'ab', 'deny'],
    ['StringNotLike', 'a*', 'ba', 'allow'],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', 'allow'],
    ['IpAddress', '203.0.113.0/24', '203.0.114.9', 'deny'],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', 'deny'],
    ['NotIpAddress', '203.0.113.0/24', '203.0.114.9', 'allow'],
    ['DateEquals', noon, noon, 'allow'],
    ['DateEquals', noon, '2024-06-01T14:00:00+02:00', 'allow'],
    ['DateEquals', noon, 1717243200, 'allow'],
    ['DateEquals', '1717243200', noon, 'allow'],
    ['DateEquals', 1717243200, noon, 'allow'],
    ['DateEquals', noon, after, 'deny'],
    ['DateNotEquals', noon, noon, 'deny'],
    ['DateNotEquals', noon, after, 'allow'],
    ['DateLessThan', noon, before, 'allow'],
    ['DateLessThan', noon, noon, 'deny'],
    ['DateLessThan', noon, after, 'deny'],
    ['DateLessThanEquals', noon, before, 'allow'],
    ['DateLessThanEquals', noon, noon, 'allow'],
    ['DateLessThanEquals', noon, after, 'deny'],
    ['DateGreaterThan', noon, after, 'allow'],
    ['DateGreaterThan', noon, noon, 'deny'],
    ['DateGreaterThan', noon, before, 'deny'],
    ['DateGreaterThanEquals', noon, after, 'allow'],
    ['DateGreaterThanEquals', noon, noon, 'allow'],
    ['DateGreaterThanEquals', noon, before, 'deny'],
    ['Bool', 'true', true, 'allow'],
    ['Bool', true, 'TRUE', 'allow'],
    ['Bool', 'False', false, 'allow'],
    ['Bool', 'true', false, 'deny'],
    ['Bool', false, 'true', 'deny'],
  ] as const)('%s %j on %j: %s', (operator, wanted, actual, expected) => {
    expect(when({ [operator]: { key: wanted } }, { key: actual })).toBe(expected);
    expect(when({ [`${operator}IfExists`]: { key: wanted } }, { key: actual })).toBe(expected);
  });

  test.each([
    ['StringEquals', 'a', 'deny'],
    ['StringNotEquals', 'a', 'allow'],
    ['StringEqualsIgnoreCase', 'a', 'deny'],
    ['StringNotEqualsIgnoreCase', 'a', 'allow'],
    ['StringLike', '*', 'deny'],
    ['StringNotLike', '*', 'allow'],
    ['IpAddress', '0.0.0.0/0', 'deny'],
    ['NotIpAddress', '0.0.0.0/0', 'allow'],
    ['DateEquals', noon, 'deny'],
    ['DateNotEquals', noon, 'allow'],
    ['DateLessThan', noon, 'deny'],
    ['DateLessThanEquals', noon, 'deny'],
    ['DateGreaterThan', noon, 'deny'],
    ['DateGreaterThanEquals', noon, 'deny'],
    ['Bool', 'false', 'deny'],
  ])('%s on a missing key: %s; with IfExists it holds', (operator, wanted, expected) => {
    expect(when({ [operator]: { key: wanted } })).toBe(expected);
    expect(when({ [`${operator}IfExists`]: { key: wanted } })).toBe('allow');
  });

  test('a key that is undefined is missing', () => {
    expect(when({ StringEquals: { key: 'undefined' } }, { key: undefined })).toBe('deny');
    expect(when({ Null: { key: 'true' } }, { key: undefined })).toBe('allow');
    expect(when({ Null: { key: 'true' } }, { key: null as never })).toBe('allow');
  });

  test('Null asks whether the key is there', () => {
    expect(when({ Null: { key: 'true' } })).toBe('allow');
    expect(when({ Null: { key: true } })).toBe('allow');
    expect(when({ Null: { key: 'false' } })).toBe('deny');
    expect(when({ Null: { KEY: 'true' } }, { key: '' })).toBe('deny');
    expect(when({ Null: { key: 'False' } }, { Key: '' })).toBe('allow');
    expect(when({ Null: { key: ['true', 'false'] } }, { key: '' })).toBe('allow');
  });

  test('values of one key are alternatives; of a negated operator none may match', () => {
    const values = { key: ['a', 'b'] };
    expect(when({ StringEquals: values }, { key: 'b' })).toBe('allow');
    expect(when({ StringEquals: values }, { key: 'c' })).toBe('deny');
    expect(when({ StringNotEquals: values }, { key: 'b' })).toBe('deny');
    expect(when({ StringNotEquals: values }, { key: 'c' })).toBe('allow');
  });

  test('all keys of an operator must hold, and all operators', () => {
    const block = { StringEquals: { one: 'a', two: 'b' }, Bool: { three: 'true' } };
    expect(when(block, { one: 'a', two: 'b', three: true })).toBe('allow');
    expect(when(block, { one: 'x', two: 'b', three: true })).toBe('deny');
    expect(when(block, { one: 'a', two: 'x', three: true })).toBe('deny');
    expect(when(block, { one: 'a', two: 'b', three: false })).toBe('deny');
  });

  test('keys are found in any letter case', () => {
    expect(when({ StringEquals: { 'AWS:sourceip': 'x' } }, { 'aws:SourceIp': 'x' })).toBe('allow');
  });

  test('a name of the prototype is no key of the request', () => {
    expect(when({ Null: { constructor: 'false' } })).toBe('deny');
  });

  test('a Deny applies while its conditions hold', () => {
    expect(when({ StringEquals: { key: 'a' } }, { key: 'a' }, deny)).toBe('deny');
    expect(when({ StringEquals: { key: 'a' } }, { key: 'b' }, deny)).toBe('allow');
    expect(when({ StringEquals: { key: 'a' } }, {}, deny)).toBe('allow');
  });

  describe('that cannot be decided', () => {
    test.each([
      ['an address that is none', { IpAddress: { key: '203.0.113.0/24' } }, 'unknown'],
      ['an address that is none, negated', { NotIpAddress: { key: '203.0.113.0/24' } }, 'unknown'],
      ['a date that is none', { DateLessThan: { key: noon } }, 'soon'],
      ['a date that is none, negated', { DateNotEquals: { key: noon } }, 'soon'],
      ['a boolean that is none', { Bool: { key: 'true' } }, 'yes'],
      ['a boolean that is none, if it exists', { BoolIfExists: { key: 'true' } }, 'yes'],
      ['a list', { StringEquals: { key: 'a' } }, ['a']],
      ['a list, negated', { StringNotEquals: { key: 'a' } }, ['b']],
      ['an object', { StringLike: { key: '*' } }, {}],
    ])('%s: an Allow does not apply, a Deny does', (_, block, value) => {
      const context = { key: value } as unknown as RequestContext;
      expect(when(block, context)).toBe('deny');
      expect(when(block, context, deny)).toBe('deny');
    });

    test('two spellings of one key', () => {
      const context = { key: 'a', KEY: 'a' };
      expect(when({ StringEquals: { key: 'a' } }, context)).toBe('deny');
      expect(when({ StringNotEquals: { key: 'b' } }, context, deny)).toBe('deny');
    });

    test('a test beside it that fails still decides', () => {
      const block = { IpAddress: { address: '203.0.113.0/24' }, StringEquals: { key: 'a' } };
      expect(when(block, { address: 'unknown', key: 'b' }, deny)).toBe('allow');
    });
  });
});
