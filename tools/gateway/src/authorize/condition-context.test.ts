import { expect, test } from '@jest/globals';
import { evaluate } from '@gatehouse/policy';
import type { Call } from '../events/call.ts';
import { toConditionContext } from './condition-context.ts';

const contextAt = (receivedAt: string) =>
  toConditionContext({
    request: { headers: [], receivedAt: new Date(receivedAt), sourceIp: '192.0.2.1' },
  } as unknown as Call);

test("the time is AWS's, in whole seconds", () => {
  expect(contextAt('2026-11-22T18:00:00.999Z')).toMatchObject({
    'aws:CurrentTime': '2026-11-22T18:00:00Z',
    'aws:EpochTime': 1795370400,
  });
});

test.each(['DateEquals', 'DateLessThanEquals', 'DateGreaterThanEquals'])(
  'a condition on a second holds for all of it: %s',
  (operator) => {
    const resource = 'arn:aws:execute-api:us-east-1:123456789012:api/v1/GET/users';
    const Condition = { [operator]: { 'aws:CurrentTime': '2026-11-22T18:00:00Z' } };
    const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource, Condition }];
    const decisionAt = (receivedAt: string) =>
      evaluate(
        { Version: '2012-10-17', Statement },
        { action: 'execute-api:Invoke', resource, context: contextAt(receivedAt) },
      );
    expect(decisionAt('2026-11-22T18:00:00.000Z')).toBe('allow');
    expect(decisionAt('2026-11-22T18:00:00.999Z')).toBe('allow');
  },
);

test('the transport is not secure, so that a policy which wants TLS denies', () => {
  expect(contextAt('2026-11-22T18:00:00Z')['aws:SecureTransport']).toBe(false);
});

test('there are no keys of private networks, of signed requests or of the API itself', () => {
  expect(Object.keys(contextAt('2026-11-22T18:00:00Z'))).toEqual([
    'aws:CurrentTime',
    'aws:EpochTime',
    'aws:SecureTransport',
    'aws:SourceIp',
  ]);
});
