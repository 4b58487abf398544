// The context object of a Lambda call; what it says of logs is made up.
import type { BootFunction, InvokeMessage } from './messages.ts';

export interface LambdaContext {
  readonly callbackWaitsForEmptyEventLoop: boolean;
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Milliseconds until the function's time is up. */
  getRemainingTimeInMillis(): number;
}

export const toLambdaContext = (
  { name, arn, memoryMb }: Pick<BootFunction, 'name' | 'arn' | 'memoryMb'>,
  { requestId, timeoutMs }: Pick<InvokeMessage, 'requestId' | 'timeoutMs'>,
  now: () => number = () => performance.now(),
): LambdaContext => {
  const deadline = now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: requestId,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `local/[$LATEST]${process.pid}`,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - now())),
  };
};
