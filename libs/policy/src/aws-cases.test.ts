import { describe, expect, test } from '@jest/globals';
import { awsCases } from './testing/aws-cases.ts';
import { AuthPolicy } from './auth-policy.ts';
import { evaluate } from './evaluate.ts';

const scope = { region: 'us-east-1', accountId: '123456789012', apiId: 'a123456789' };

/** The documentation writes single actions and resources now with, now without a list. */
const withLists = (document: unknown): unknown =>
  JSON.parse(JSON.stringify(document), (member, value: unknown) =>
    (member === 'Action' || member === 'Resource') && !Array.isArray(value) ? [value] : value,
  );

describe.each(awsCases)('$name ($page)', ({ document, requests, build, stage = 'test' }) => {
  test.each(requests)('$action $resource $context: $expected', (request) => {
    const { expected, ...rest } = request;
    expect(evaluate(document, { action: 'execute-api:Invoke', ...rest })).toBe(expected);
  });

  if (build !== undefined) {
    test('the builder writes this document', () => {
      const { policyDocument } = build(new AuthPolicy('user', { ...scope, stage })).build();
      expect(withLists(policyDocument)).toEqual(withLists(document));
    });
  }
});
