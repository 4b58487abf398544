// The environment of a packed function's process: what Lambda sets for each, over the template's variables.
import type { FunctionModel } from '../../template/model.ts';
import { lambdaVariables } from '../lambda-variables.ts';
import type { Instance } from '../lambda-variables.ts';
import { processEnvironment } from '../process-environment.ts';

export interface Sandbox extends Instance {
  /** Host and port of its Runtime API. */
  readonly runtimeApi: string;
}

/** No NODE_PATH, no HOME and no NODE_OPTIONS: the package has to bring what it needs. */
export const functionEnvironment = (
  model: FunctionModel,
  { runtimeApi, ...instance }: Sandbox,
  own: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> => ({
  ...processEnvironment(undefined, own),
  ...model.environment,
  ...lambdaVariables(model, instance),
  AWS_LAMBDA_RUNTIME_API: runtimeApi,
});
