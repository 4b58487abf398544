// The environment of a function's process: what Lambda sets for each, over the template's variables.
import type { FunctionModel } from '../../template/model.ts';
import { processEnvironment } from '../process-environment.ts';

export interface Sandbox {
  /** Where the package is unpacked. */
  readonly taskRoot: string;
  /** Host and port of its Runtime API. */
  readonly runtimeApi: string;
  /** Tells the instances of a function apart, in the name of the log stream. */
  readonly instanceId: string;
}

/** No NODE_PATH, no HOME and no NODE_OPTIONS: the package has to bring what it needs. */
export const functionEnvironment = (
  { name, memoryMb, handler, environment }: FunctionModel,
  { taskRoot, runtimeApi, instanceId }: Sandbox,
  own: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> => ({
  ...processEnvironment(undefined, own),
  ...environment,
  _HANDLER: handler,
  LAMBDA_TASK_ROOT: taskRoot,
  AWS_LAMBDA_RUNTIME_API: runtimeApi,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${instanceId}`,
});
