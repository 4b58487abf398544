// Makes the zip that is deployed, once the command knows that it may be: by Nx, which keeps a zip whose sources are the same.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DeployError } from './deploy-error.ts';

/** Packages an app of the workspace in `root`. @throws DeployError when that fails; the packager has said why */
export const packageApp = (root: string, app: string, architecture: string | null): void => {
  const [command, ...args] =
    architecture === null
      ? [join(root, 'node_modules/.bin/nx'), 'run', `${app}:package`]
      : [process.execPath, ...PACKAGER, app, '--arch', architecture];
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new DeployError(`${app} was not packaged`);
};

/** The warning is of a library of the schema compiler. */
const PACKAGER = ['--disable-warning=DEP0040', 'tools/bundle/src/main.ts'];
