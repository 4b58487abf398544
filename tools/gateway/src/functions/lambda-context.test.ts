import { expect, test } from '@jest/globals';
import { toLambdaContext } from './lambda-context.ts';

test('the remaining time runs down to nothing', () => {
  let nowMs = 1000;
  const definition = { id: 'F', name: 'app-F', arn: 'arn', memoryMb: 256, sourceFile: '', exportName: '' };
  const context = toLambdaContext(definition, { requestId: 'r', timeoutMs: 3000 }, () => nowMs);
  expect(context).toMatchObject({
    awsRequestId: 'r',
    functionName: 'app-F',
    invokedFunctionArn: 'arn',
    memoryLimitInMB: '256',
  });
  nowMs = 2500;
  expect(context.getRemainingTimeInMillis()).toBe(1500);
  nowMs = 9000;
  expect(context.getRemainingTimeInMillis()).toBe(0);
});
