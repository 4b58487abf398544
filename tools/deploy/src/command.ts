// The whole command as a function, so that a test runs it without a process of its own for each case.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createAws, createDryRun, type Environment } from './aws.ts';
import { deploy, type Deployment } from './deploy.ts';
import { DeployError } from './deploy-error.ts';
import { readRequest, type Request } from './request.ts';
import { list, rollBack } from './rollback.ts';

export interface Surroundings {
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  /** Of the AWS CLI: its PATH, region and credentials. */
  readonly env: Environment;
  readonly print: (line: string) => void;
  readonly now: () => Date;
}

/** Does what the arguments ask for, the app's name first. @throws DeployError */
export const runCommand = async (args: readonly string[], surroundings: Surroundings): Promise<void> => {
  const { root, env, print } = surroundings;
  const request = readRequest(args, root);
  if (request.architecture !== null) packageFor(request);
  if (request.dryRun) print('Nothing is run. These would be the commands:');
  const aws = request.dryRun ? createDryRun(print) : createAws(root, env);
  await ACTS[request.act]({ ...surroundings, aws, request });
};

const ACTS: Readonly<Record<Request['act'], (deployment: Deployment) => Promise<void>>> = {
  deploy,
  review: deploy,
  rollback: rollBack,
  list,
};

/** Nx has packaged for the default architecture before this runs. */
const packageFor = ({ app, architecture }: Request): void => {
  const script = resolve(import.meta.dirname, '../../bundle/src/main.ts');
  const options = ['--disable-warning=DEP0040', script, app, '--arch', architecture ?? ''];
  const { status } = spawnSync(process.execPath, options, { stdio: 'inherit' });
  if (status !== 0) throw new DeployError(`${app} was not packaged for ${architecture}`);
};
