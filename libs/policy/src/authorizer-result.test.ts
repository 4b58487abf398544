import { describe, expect, test } from '@jest/globals';
import { thrownBy } from './testing/thrown.ts';
import { AuthPolicy } from './auth-policy.ts';
import { parseAuthorizerResult } from './authorizer-result.ts';

const statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
const policyDocument = { Version: '2012-10-17', Statement: [statement] };
const result = { principalId: 'user', policyDocument };

describe('parseAuthorizerResult', () => {
  test('takes what the builder builds', () => {
    const scope = { region: 'eu-west-1', accountId: '123456789012', apiId: 'abc', stage: 'prod' };
    const built = new AuthPolicy('user', scope)
      .allowAllMethods()
      .build({ sub: 'user', exp: 1, admin: false });
    expect(parseAuthorizerResult(JSON.parse(JSON.stringify(built)))).toEqual(built);
  });

  test('has an empty context where there is none', () => {
    expect(parseAuthorizerResult(result)).toEqual({ ...result, context: {} });
    expect(parseAuthorizerResult({ ...result, context: null })).toEqual({ ...result, context: {} });
  });

  test('keeps a usage key', () => {
    expect(parseAuthorizerResult({ ...result, usageIdentifierKey: 'key' })).toEqual({
      ...result,
      context: {},
      usageIdentifierKey: 'key',
    });
    expect(parseAuthorizerResult({ ...result, usageIdentifierKey: null })).not.toHaveProperty(
      'usageIdentifierKey',
    );
  });

  test('leaves reading the document to the evaluator', () => {
    const document = { Version: 'x', Statement: { Effect: 'Maybe' } };
    expect(parseAuthorizerResult({ ...result, policyDocument: document }).policyDocument).toEqual(document);
  });

  const principal = 'principalId is not a text';
  const document = 'policyDocument is not an object';
  const context = 'context is not a flat object of texts, numbers and booleans';

  test.each([
    ['undefined', undefined, 'it is not an object'],
    ['null', null, 'it is not an object'],
    ['a text', 'Unauthorized', 'it is not an object'],
    ['a list', [result], 'it is not an object'],
    ['no principal', { policyDocument }, principal],
    ['an empty principal', { ...result, principalId: '' }, principal],
    ['a principal that is a number', { ...result, principalId: 1 }, principal],
    ['no document', { principalId: 'user' }, document],
    ['a document that is a text', { ...result, policyDocument: JSON.stringify(policyDocument) }, document],
    ['a document that is a list', { ...result, policyDocument: [statement] }, document],
    ['no document but null', { ...result, policyDocument: null }, document],
    ['another member', { ...result, isAuthorized: true }, 'it has the unknown member isAuthorized'],
    ['a context that is a text', { ...result, context: 'x' }, context],
    ['a context that is a list', { ...result, context: ['x'] }, context],
    ['a context with an object', { ...result, context: { roles: {} } }, context],
    ['a context with a list', { ...result, context: { sub: 'a', roles: ['admin'] } }, context],
    ['a context with null', { ...result, context: { sub: null } }, context],
    ['a context that is false', { ...result, context: false }, context],
    [
      'a usage key that is a number',
      { ...result, usageIdentifierKey: 1 },
      'usageIdentifierKey is not a text',
    ],
  ])('refuses %s', (_, value, rule) => {
    expect(thrownBy(() => parseAuthorizerResult(value))).toEqual({
      code: 'invalid_authorizer_result',
      message: `The authorizer's answer is refused: ${rule}.`,
    });
  });
});
