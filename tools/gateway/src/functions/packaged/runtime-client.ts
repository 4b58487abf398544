// Where the official runtime client is, once its own folder is installed; apart, because only the command needs it.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../../start-error.ts';

/**
 * The module that is AWS's own runtime client for Node.js.
 * @throws StartError when it was not installed, or not built
 */
export const findRuntimeClient = (workspace: string): string => {
  const module = join(workspace, 'tools/lambda-runtime/node_modules/aws-lambda-ric/index.mjs');
  const native = join(dirname(module), 'rapid-client.node');
  if (existsSync(module) && existsSync(native)) return module;
  throw new StartError([
    `the Lambda runtime client is not installed; "npm run lambda-runtime" does it, on Linux`,
  ]);
};
