// npx nx run <app>:deploy -- [options] [NAME=VALUE ...]: deploys an app's stack with the AWS CLI, and takes it back.
import { createProgress } from '@gatehouse/terminal';
import { runCommand } from './command.ts';
import { DeployError } from './deploy-error.ts';
import { packageApp } from './package-app.ts';
import { readSource } from './provenance/source.ts';

// Nx runs a target in the workspace's folder.
const root = process.cwd();
const progress = createProgress();

try {
  await runCommand(process.argv.slice(2), {
    root,
    env: process.env,
    print: (line) => {
      progress.release();
      console.log(line);
    },
    progress,
    now: () => new Date(),
    readSource: () => readSource(root),
    packageApp: (app, architecture) => packageApp(root, app, architecture),
  });
} catch (error) {
  progress.release();
  if (!(error instanceof DeployError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  progress.end();
}
