// The variables that Lambda itself sets for a function, beside those of its template.
import type { FunctionModel } from '../template/model.ts';

/** What tells one process of a function from another. */
export interface Instance {
  /** Where its code is. */
  readonly taskRoot: string;
  /** In the name of the log stream. */
  readonly instanceId: string;
}

export const lambdaVariables = (
  { name, memoryMb, handler }: Pick<FunctionModel, 'name' | 'memoryMb' | 'handler'>,
  { taskRoot, instanceId }: Instance,
): Record<string, string> => ({
  _HANDLER: handler,
  LAMBDA_TASK_ROOT: taskRoot,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${instanceId}`,
});
