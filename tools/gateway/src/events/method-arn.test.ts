import { expect, test } from '@jest/globals';
import { parseRequestTarget } from '../routes/request-target.ts';
import type { ApiModel } from '../template/model.ts';
import { methodArn } from './method-arn.ts';

test('the path in the ARN of a call is percent-decoded, so that a policy judges what the function gets', () => {
  const { segments } = parseRequestTarget('/things/a%20b%C3%A9') ?? { segments: [] };
  expect(methodArn({ id: 'abc', stage: 'v1' } as ApiModel, 'GET', segments)).toMatch(
    /^arn:aws:execute-api:[\w-]+:\d{12}:abc\/v1\/GET\/things\/a bé$/,
  );
});
