import { describe, expect, test } from '@jest/globals';
import type { RequestContext } from './conditions.ts';
import { evaluate, readPolicy, type Decision } from './evaluate.ts';
import { thrownBy } from './testing/thrown.ts';

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

describe('as in IAM', () => {
  test('an empty Condition asks for nothing', () => {
    expect(when({})).toBe('allow');
    expect(when({}, {}, deny)).toBe('deny');
  });

  test('a document without a Version, or of the first version, counts', () => {
    expect(evaluate({ Statement: [allow] }, invoke)).toBe('allow');
    expect(evaluate({ Version: '2008-10-17', Statement: [allow] }, invoke)).toBe('allow');
    expect(evaluate({ Statement: [allow, deny] }, invoke)).toBe('deny');
  });

  test('a document without a Version has no policy variables: they are text', () => {
    const variable = '${aws:username}';
    const only = (member: object) => evaluate({ Statement: [{ ...allow, ...member }] }, invoke);
    expect(only({ Condition: { StringEquals: { 'aws:username': variable } } })).toBe('deny');
    expect(only({ Condition: { StringNotEquals: { 'aws:username': variable } } })).toBe('allow');
    expect(only({ Resource: `arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/${variable}` })).toBe(
      'deny',
    );
    expect(
      evaluate(
        { Version: '2008-10-17', Statement: [{ ...allow, Resource: `${resource}/${variable}` }] },
        { ...invoke, resource: `${resource}/${variable}` },
      ),
    ).toBe('allow');
  });

  test('NotResource is about every resource but these', () => {
    const { Resource: _resource, ...anyResource } = deny;
    const but = (NotResource: unknown) => decide(allow, { ...anyResource, NotResource });
    expect(but('arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/*')).toBe('allow');
    expect(but('arn:aws:execute-api:us-east-1:123456789012:abc/prod/POST/*')).toBe('deny');
    expect(but(['arn:aws:s3:::x', resource])).toBe('allow');
    expect(but(['arn:aws:s3:::x', 'arn:aws:s3:::y'])).toBe('deny');
    const { Resource: _other, ...allowed } = allow;
    expect(decide({ ...allowed, NotResource: resource })).toBe('deny');
    expect(decide({ ...allowed, NotResource: 'arn:aws:s3:::x' })).toBe('allow');
  });

  test('NotAction is about every action but these, in any letter case', () => {
    const { Action: _action, ...anyAction } = deny;
    const but = (NotAction: unknown) => decide(allow, { ...anyAction, NotAction });
    expect(but('EXECUTE-API:INVOKE')).toBe('allow');
    expect(but('execute-api:Inv*')).toBe('allow');
    expect(but('s3:*')).toBe('deny');
    expect(but(['s3:*', action])).toBe('allow');
    const { Action: _other, ...allowed } = allow;
    expect(decide({ ...allowed, NotAction: 's3:*' })).toBe('allow');
    expect(decide({ ...allowed, NotAction: '*' })).toBe('deny');
  });
});

describe('what is not understood denies everything', () => {
  const refusalOf = (document: unknown) => thrownBy(() => readPolicy(document));
  const refused = (rule: string) => ({
    code: 'invalid_policy',
    message: `The policy cannot be read: ${rule}.`,
  });
  const versions = 'Version is neither 2012-10-17 nor 2008-10-17';

  test.each([
    ['no document', undefined, 'it is not an object'],
    ['null', null, 'it is not an object'],
    ['a text', JSON.stringify({ Version: '2012-10-17', Statement: [allow] }), 'it is not an object'],
    ['a list', [{ Version: '2012-10-17', Statement: [allow] }], 'it is not an object'],
    ['a version that is null', { Version: null, Statement: [allow] }, versions],
    ['a version to come', { Version: '2099-01-01', Statement: [allow] }, versions],
    [
      'a member of the document',
      { Version: '2012-10-17', Statement: [allow], Comment: '' },
      'the document has the unknown member Comment',
    ],
    [
      'a member in lower case',
      { Version: '2012-10-17', statement: [allow] },
      'the document has the unknown member statement',
    ],
    ['an Id that is no text', { Version: '2012-10-17', Id: 1, Statement: [allow] }, 'Id is not a text'],
    ['no statement', { Version: '2012-10-17' }, 'statement 1 is not an object'],
    ['an empty list of statements', { Version: '2012-10-17', Statement: [] }, 'Statement is an empty list'],
    [
      'a statement that is a text',
      { Version: '2012-10-17', Statement: ['Allow'] },
      'statement 1 is not an object',
    ],
    [
      'a statement that is null',
      { Version: '2012-10-17', Statement: [allow, null] },
      'statement 2 is not an object',
    ],
    [
      'a statement that is a list',
      { Version: '2012-10-17', Statement: [[allow]] },
      'statement 1 is not an object',
    ],
  ])('%s', (_, document, rule) => {
    expect(evaluate(document, invoke)).toBe('deny');
    expect(refusalOf(document)).toEqual(refused(rule));
  });

  const { Action: _action, ...noAction } = elsewhere;
  const { Resource: _resource, ...noResource } = elsewhere;
  const { Effect: _effect, ...noEffect } = elsewhere;

  const effect = 'the Effect of statement 2 is neither Allow nor Deny';
  const anAction = 'an action of statement 2 is not SERVICE:NAME';
  const actionType = 'Action of statement 2 is neither a text nor a list of texts';
  const oneAction = 'statement 2 needs one of Action and NotAction';
  const anArn = 'a resource of statement 2 is not an ARN';
  const resourceType = 'Resource of statement 2 is neither a text nor a list of texts';
  const oneResource = 'statement 2 needs one of Resource and NotResource';
  const noObject = 'the Condition of statement 2 is not an object';
  const unknown = (name: string) => `statement 2 has the unknown member ${name}`;
  const noOperator = (name: string) => `${name} of statement 2 is not a known operator`;
  const noValue = (name: string) => `a value of ${name} of statement 2 is not one for this operator`;
  const valueType = 'a value of StringEquals of statement 2 is not a text, a number or a boolean';

  // Each stands beside an Allow for everything; skipping it would let the request in.
  test.each([
    ['no effect', noEffect, effect],
    ['an effect in lower case', { ...elsewhere, Effect: 'deny' }, effect],
    ['an effect in upper case', { ...elsewhere, Effect: 'DENY' }, effect],
    ['an effect of another word', { ...elsewhere, Effect: 'Forbid' }, effect],
    ['an effect in a list', { ...elsewhere, Effect: ['Deny'] }, effect],
    ['NotAction beside Action', { ...elsewhere, NotAction: 's3:*' }, oneAction],
    ['an empty NotAction', { ...noAction, NotAction: [] }, 'NotAction of statement 2 is an empty list'],
    ['NotResource beside Resource', { ...elsewhere, NotResource: '*' }, oneResource],
    [
      'an empty NotResource',
      { ...noResource, NotResource: [] },
      'NotResource of statement 2 is an empty list',
    ],
    ['a NotResource that is no ARN', { ...noResource, NotResource: 'prod' }, anArn],
    ['Principal', { ...elsewhere, Principal: '*' }, unknown('Principal')],
    ['NotPrincipal', { ...elsewhere, NotPrincipal: '*' }, unknown('NotPrincipal')],
    ['another member', { ...elsewhere, Conditions: {} }, unknown('Conditions')],
    [
      'a member of the prototype’s name',
      JSON.parse(`{"__proto__":1,${JSON.stringify(elsewhere).slice(1)}`),
      unknown('__proto__'),
    ],
    ['a Sid that is no text', { ...elsewhere, Sid: 1 }, 'the Sid of statement 2 is not a text'],
    ['no action', noAction, oneAction],
    ['an empty list of actions', { ...elsewhere, Action: [] }, 'Action of statement 2 is an empty list'],
    ['an action that is null', { ...elsewhere, Action: null }, actionType],
    ['an action in two lists', { ...elsewhere, Action: [[action]] }, actionType],
    ['an action that is no text', { ...elsewhere, Action: [action, 1] }, actionType],
    ['an action without a service', { ...elsewhere, Action: 'Invoke' }, anAction],
    ['an action with an empty name', { ...elsewhere, Action: 'execute-api:' }, anAction],
    ['an action with an empty service', { ...elsewhere, Action: ':Invoke' }, anAction],
    ['an action with a wildcard inside its service', { ...elsewhere, Action: 'execute-*:Invoke' }, anAction],
    ['an action with a space', { ...elsewhere, Action: 'execute-api:Invoke ' }, anAction],
    ['an action with a space before', { ...elsewhere, Action: ' execute-api:Invoke' }, anAction],
    ['an action that is an empty text', { ...elsewhere, Action: '' }, anAction],
    ['an action of two stars', { ...elsewhere, Action: '**' }, anAction],
    ['no resource', noResource, oneResource],
    [
      'an empty list of resources',
      { ...elsewhere, Resource: [] },
      'Resource of statement 2 is an empty list',
    ],
    ['a resource in two lists', { ...elsewhere, Resource: [['arn:aws:s3:::x']] }, resourceType],
    ['a resource of a star and more', { ...elsewhere, Resource: '*x' }, anArn],
    ['a resource that is no text', { ...elsewhere, Resource: [{}] }, resourceType],
    ['a resource that is no ARN', { ...elsewhere, Resource: 'prod/GET/pets' }, anArn],
    ['a resource of a path and a star', { ...elsewhere, Resource: 'other/*' }, anArn],
    ['a resource of two stars', { ...elsewhere, Resource: '**' }, anArn],
    ['an ARN within a resource', { ...elsewhere, Resource: ' arn:aws:s3:::x' }, anArn],
    ['an ARN that IAM would complete', { ...elsewhere, Resource: 'arn:aws:execute-api' }, anArn],
    ['an ARN of five parts', { ...elsewhere, Resource: 'arn:aws:execute-api:us-east-1:123456789012' }, anArn],
    [
      'an ARN with an empty sixth part',
      { ...elsewhere, Resource: 'arn:aws:execute-api:us-east-1:123456789012:' },
      anArn,
    ],
    [
      'a policy variable in a resource',
      { ...elsewhere, Resource: 'arn:aws:s3:::home/${aws:username}' },
      'a resource of statement 2 has a policy variable',
    ],
    ['a condition that is null', { ...elsewhere, Condition: null }, noObject],
    [
      'a condition that is a list',
      { ...elsewhere, Condition: [{ Bool: { 'aws:SecureTransport': true } }] },
      noObject,
    ],
    [
      'an operator without keys',
      { ...elsewhere, Condition: { Bool: {} } },
      'Bool of statement 2 has no keys',
    ],
    [
      'an operator whose keys are a text',
      { ...elsewhere, Condition: { Bool: 'true' } },
      'Bool of statement 2 is not an object',
    ],
    [
      'a key without values',
      { ...elsewhere, Condition: { StringEquals: { 'aws:username': [] } } },
      'a key of StringEquals of statement 2 is an empty list',
    ],
    [
      'a value that is null',
      { ...elsewhere, Condition: { StringEquals: { 'aws:username': null } } },
      valueType,
    ],
    [
      'a value that is an object',
      { ...elsewhere, Condition: { StringEquals: { 'aws:username': {} } } },
      valueType,
    ],
    [
      'a value in two lists',
      { ...elsewhere, Condition: { StringEquals: { 'aws:username': [['a']] } } },
      valueType,
    ],
    [
      'a policy variable in a value',
      { ...elsewhere, Condition: { StringEquals: { 'aws:username': 'x${a}' } } },
      'a value of StringEquals of statement 2 has a policy variable',
    ],
    [
      'an operator of no kind',
      { ...elsewhere, Condition: { NumericLike: { a: '1' } } },
      noOperator('NumericLike'),
    ],
    [
      'a set of no kind',
      { ...elsewhere, Condition: { 'ForSomeValues:StringEquals': { a: '1' } } },
      noOperator('ForSomeValues:StringEquals'),
    ],
    [
      'a set without an operator',
      { ...elsewhere, Condition: { 'ForAnyValue:': { a: '1' } } },
      noOperator('ForAnyValue:'),
    ],
    [
      'a set before a set',
      { ...elsewhere, Condition: { 'ForAnyValue:ForAnyValue:Bool': { a: 'true' } } },
      noOperator('ForAnyValue:ForAnyValue:Bool'),
    ],
    [
      'a text before a set',
      { ...elsewhere, Condition: { 'xForAnyValue:Bool': { a: 'true' } } },
      noOperator('xForAnyValue:Bool'),
    ],
    [
      'Null for a set',
      { ...elsewhere, Condition: { 'ForAnyValue:Null': { a: 'true' } } },
      noOperator('ForAnyValue:Null'),
    ],
    [
      'NullIfExists',
      { ...elsewhere, Condition: { NullIfExists: { a: 'true' } } },
      noOperator('NullIfExists'),
    ],
    ['IfExists alone', { ...elsewhere, Condition: { IfExists: { a: 'true' } } }, noOperator('IfExists')],
    [
      'IfExists twice',
      { ...elsewhere, Condition: { BoolIfExistsIfExists: { a: 'true' } } },
      noOperator('BoolIfExistsIfExists'),
    ],
    [
      'a text behind an operator',
      { ...elsewhere, Condition: { 'Bool ': { a: 'true' } } },
      noOperator('Bool '),
    ],
    [
      'an operator in lower case',
      { ...elsewhere, Condition: { stringequals: { a: 'x' } } },
      noOperator('stringequals'),
    ],
    [
      'an operator of the prototype’s name',
      { ...elsewhere, Condition: { constructor: { a: 'x' } } },
      noOperator('constructor'),
    ],
    ['a boolean that is none', { ...elsewhere, Condition: { Bool: { a: 'yes' } } }, noValue('Bool')],
    ['a Null that is no boolean', { ...elsewhere, Condition: { Null: { a: 'yes' } } }, noValue('Null')],
    [
      'a block that is none',
      { ...elsewhere, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/33' } } },
      noValue('IpAddress'),
    ],
    [
      'one block of two that is none',
      { ...elsewhere, Condition: { IpAddress: { 'aws:SourceIp': ['::/0', 'x'] } } },
      noValue('IpAddress'),
    ],
    [
      'a date that is none',
      { ...elsewhere, Condition: { DateLessThan: { a: '2020' } } },
      noValue('DateLessThan'),
    ],
    [
      'a number that is none',
      { ...elsewhere, Condition: { NumericEquals: { a: '1e3' } } },
      noValue('NumericEquals'),
    ],
    ['an ARN that is none', { ...elsewhere, Condition: { ArnLike: { a: '*' } } }, noValue('ArnLike')],
    [
      'base64 that is none',
      { ...elsewhere, Condition: { BinaryEquals: { a: 'QQ=' } } },
      noValue('BinaryEquals'),
    ],
    [
      'one operator of two',
      { ...elsewhere, Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericLike: { a: '1' } } },
      noOperator('NumericLike'),
    ],
  ])('%s in a Deny', (_, statement: unknown, rule) => {
    expect(decide(allow, statement)).toBe('deny');
    expect(decide(allow, elsewhere)).toBe('allow');
    expect(refusalOf({ Version: '2012-10-17', Statement: [allow, statement] })).toEqual(refused(rule));
  });

  test('an Allow with a condition that is not understood allows nothing', () => {
    expect(when({ NumericLike: { 's3:max-keys': '10' } }, { 's3:max-keys': 10 })).toBe('deny');
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
    ['NumericEquals', '10', 10, 'allow'],
    ['NumericEquals', 10, '10.0', 'allow'],
    ['NumericEquals', '-1.5', -1.5, 'allow'],
    ['NumericEquals', '10', 11, 'deny'],
    ['NumericEquals', '1.25', '1.25', 'allow'],
    ['NumericNotEquals', '10', 10, 'deny'],
    ['NumericNotEquals', '10', 9, 'allow'],
    ['NumericLessThan', '10', 9, 'allow'],
    ['NumericLessThan', '10', 10, 'deny'],
    ['NumericLessThan', '10', 11, 'deny'],
    ['NumericLessThanEquals', '10', 9, 'allow'],
    ['NumericLessThanEquals', '10', 10, 'allow'],
    ['NumericLessThanEquals', '10', 11, 'deny'],
    ['NumericGreaterThan', '10', 9, 'deny'],
    ['NumericGreaterThan', '10', 10, 'deny'],
    ['NumericGreaterThan', '10', 11, 'allow'],
    ['NumericGreaterThanEquals', '10', 9, 'deny'],
    ['NumericGreaterThanEquals', '10', 10, 'allow'],
    ['NumericGreaterThanEquals', '10', 11, 'allow'],
    ['ArnEquals', 'arn:aws:sns:*:1:a?c', 'arn:aws:sns:eu-west-1:1:abc', 'allow'],
    ['ArnLike', 'arn:aws:sns:*:1:a?c', 'arn:aws:sns:eu-west-1:1:abc', 'allow'],
    ['ArnLike', 'arn:aws:sns:*:123456789012:a', 'arn:aws:sns:eu-west-1:123456789012:a', 'allow'],
    ['ArnLike', 'arn:aws:sns:*:1:*', 'arn:aws:sns:eu-west-1:2:x:1:y', 'deny'],
    ['ArnNotEquals', 'arn:aws:sns:*:1:a?c', 'arn:aws:sns:eu-west-1:1:abc', 'deny'],
    ['ArnNotLike', 'arn:aws:sns:*:1:a?c', 'arn:aws:sns:eu-west-1:1:abc', 'deny'],
    ['ArnNotLike', 'arn:aws:sns:*:1:a?c', 'arn:aws:sns:eu-west-1:1:abd', 'allow'],
    ['BinaryEquals', 'YWI=', 'ab', 'allow'],
    ['BinaryEquals', 'YWI=', 'YWI=', 'deny'],
    ['BinaryEquals', 'YWJj', 'abc', 'allow'],
    ['BinaryEquals', 'YQ==', 'a', 'allow'],
    ['BinaryEquals', 'YQ==', 'b', 'deny'],
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
    ['NumericEquals', '1', 'deny'],
    ['NumericNotEquals', '1', 'allow'],
    ['NumericLessThan', '1', 'deny'],
    ['NumericLessThanEquals', '1', 'deny'],
    ['NumericGreaterThan', '1', 'deny'],
    ['NumericGreaterThanEquals', '1', 'deny'],
    ['ArnEquals', 'arn:aws:sns:*:*:*', 'deny'],
    ['ArnNotEquals', 'arn:aws:sns:*:*:*', 'allow'],
    ['ArnLike', 'arn:aws:sns:*:*:*', 'deny'],
    ['ArnNotLike', 'arn:aws:sns:*:*:*', 'allow'],
    ['BinaryEquals', 'YQ==', 'deny'],
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
    expect(when({ Null: { key: 'true' } }, {}, deny)).toBe('deny');
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

  describe('of a set', () => {
    const ask = (operator: string, values: unknown, actual?: unknown, effect: object = allow) =>
      when({ [operator]: { key: values } }, { key: actual } as RequestContext, effect);

    test.each([
      ['ForAllValues:StringEquals', ['a', 'b'], 'allow'],
      ['ForAllValues:StringEquals', ['a', 'c'], 'deny'],
      ['ForAllValues:StringEquals', ['c', 'd'], 'deny'],
      ['ForAllValues:StringEquals', 'a', 'allow'],
      ['ForAllValues:StringEquals', 'c', 'deny'],
      ['ForAllValues:StringEquals', [], 'allow'],
      ['ForAllValues:StringEquals', undefined, 'allow'],
      ['ForAllValues:StringNotEquals', ['c', 'd'], 'allow'],
      ['ForAllValues:StringNotEquals', ['a', 'd'], 'deny'],
      ['ForAllValues:StringEqualsIfExists', ['c'], 'deny'],
      ['ForAnyValue:StringEquals', ['a', 'c'], 'allow'],
      ['ForAnyValue:StringEquals', ['c', 'd'], 'deny'],
      ['ForAnyValue:StringEquals', 'a', 'allow'],
      ['ForAnyValue:StringEquals', [], 'deny'],
      ['ForAnyValue:StringEquals', undefined, 'deny'],
      ['ForAnyValue:StringNotEquals', ['a', 'c'], 'allow'],
      ['ForAnyValue:StringNotEquals', ['a', 'b'], 'deny'],
      ['ForAnyValue:StringNotEquals', undefined, 'deny'],
      ['ForAnyValue:StringEqualsIfExists', undefined, 'allow'],
      ['ForAnyValue:StringEqualsIfExists', ['c'], 'deny'],
    ])('%s a or b on %j: %s', (operator, actual, expected) => {
      expect(ask(operator, ['a', 'b'], actual)).toBe(expected);
    });

    test('one value that cannot be decided leaves it to the others', () => {
      const office = '203.0.113.0/24';
      const [inside, outside, none] = ['203.0.113.9', '198.51.100.9', 'unknown'];
      for (const effect of [allow, deny]) {
        expect(ask('ForAllValues:IpAddress', office, [inside, none], effect)).toBe('deny');
        expect(ask('ForAnyValue:IpAddress', office, [outside, none], effect)).toBe('deny');
      }
      expect(ask('ForAnyValue:IpAddress', office, [inside, none])).toBe('allow');
      expect(ask('ForAllValues:IpAddress', office, [outside, none], deny)).toBe('allow');
    });

    test('two spellings of one key are not two values', () => {
      const context = { key: 'a', KEY: 'a' };
      for (const set of ['ForAllValues', 'ForAnyValue']) {
        expect(when({ [`${set}:StringEquals`]: { key: 'a' } }, context)).toBe('deny');
        expect(when({ [`${set}:StringEquals`]: { key: 'a' } }, context, deny)).toBe('deny');
      }
    });
  });

  describe('that cannot be decided', () => {
    test.each([
      ['an address that is none', { IpAddress: { key: '203.0.113.0/24' } }, 'unknown'],
      ['an address that is none, negated', { NotIpAddress: { key: '203.0.113.0/24' } }, 'unknown'],
      ['a date that is none', { DateLessThan: { key: noon } }, 'soon'],
      ['a date that is none, negated', { DateNotEquals: { key: noon } }, 'soon'],
      ['a number that is none', { NumericLessThan: { key: '1' } }, 'few'],
      ['a number with more', { NumericLessThan: { key: '1' } }, '0x'],
      ['a number with more before', { NumericLessThan: { key: '1' } }, 'x0'],
      ['an ARN that is none', { ArnLike: { key: 'arn:aws:sns:*:*:*' } }, 'arn:aws:sns'],
      ['an ARN with more before', { ArnLike: { key: 'arn:*:*:*:*:*' } }, 'xarn:aws:sns:a:b:c'],
      ['an ARN that is none, negated', { ArnNotLike: { key: 'arn:aws:sns:*:*:*' } }, 'sns'],
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
