// The whole command as a function, so that a test runs it without a process of its own for each case.
import { createProgress, type Progress } from '@gatehouse/terminal';
import { createAws, createDryRun, type Environment } from './aws.ts';
import { deploy, type Deployment } from './deploy.ts';
import { readRequest, type Request } from './request.ts';
import { list, rollBack } from './rollback.ts';
import { hidingSecrets } from './secrets.ts';
import type { Source } from './provenance/source.ts';

export interface Surroundings {
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  /** Of the AWS CLI: its PATH, region and credentials. */
  readonly env: Environment;
  readonly print: (line: string) => void;
  /** What takes long, as it begins; a dry run does nothing that does. */
  readonly progress: Pick<Progress, 'step' | 'release'>;
  readonly now: () => Date;
  /** What is checked out; null where that is not known. */
  readonly readSource: () => Source | null;
  /** Makes an app's zip, for the default architecture or the one named. */
  readonly packageApp: (app: string, architecture: Request['architecture']) => void;
}

/** Does what the arguments ask for, the app's name first. @throws DeployError */
export const runCommand = async (args: readonly string[], surroundings: Surroundings): Promise<void> => {
  const { root, env, print } = surroundings;
  const request = readRequest(args, root);
  if (request.dryRun) print('Nothing is changed in AWS. These would be the commands:');
  const shown = hidingSecrets(request.declared, request.parameters);
  const aws = request.dryRun ? createDryRun(print, shown) : createAws(root, env);
  const progress = request.dryRun ? createProgress({ isQuiet: true }) : surroundings.progress;
  await ACTS[request.act]({ ...surroundings, progress, aws, request });
};

const ACTS: Readonly<Record<Request['act'], (deployment: Deployment) => Promise<void>>> = {
  deploy,
  review: deploy,
  rollback: rollBack,
  list,
};
