// Deploys an app: its zip and template to the bucket, its stack to what they say, and a release for the way back.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readArtifact, type Artifact } from './artifact.ts';
import type { Aws } from './aws.ts';
import { DeployError } from './deploy-error.ts';
import { withoutValue } from './parameters.ts';
import { releaseKey, type ReleaseContent } from './releases.ts';
import type { Request } from './request.ts';
import { bucketFor, findStack } from './stack.ts';

export interface Deployment {
  readonly aws: Aws;
  readonly request: Request;
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  readonly print: (line: string) => void;
  readonly now: () => Date;
  readonly packageApp: (app: string, architecture: Request['architecture']) => void;
}

/** @throws DeployError */
export const deploy = async (deployment: Deployment): Promise<void> => {
  const { aws, request, root, print } = deployment;
  await assertComplete(deployment);
  deployment.packageApp(request.app, request.architecture);
  const artifact = readArtifact(request.app, root);
  print(summaryOf(artifact, request));
  const bucket = await bucketFor(aws, request.bucket, request.dryRun);
  const packaged = await packageTo(bucket, artifact, deployment);
  await update(deployment, bucket, packaged, artifact);
  if (request.act !== 'review') await record(deployment, bucket, packaged, artifact);
};

/** Without a default or a value, a parameter has to stand in the stack already. A dry run asks no stack, and names it. */
const assertComplete = async ({ aws, request, print }: Deployment): Promise<void> => {
  const { stackName, dryRun, declared, parameters } = request;
  const open = withoutValue(declared, parameters);
  if (open.length === 0) return;
  const stack = await findStack(aws, stackName);
  const missing = open.filter((name) => !stack?.parameters.includes(name));
  if (missing.length === 0) return;
  if (!dryRun)
    throw new DeployError(`${stackName} needs ${missing.join(', ')}: not given, and without a default`);
  print(`a first deployment needs ${missing.join(', ')} too; a later one keeps what the stack has`);
};

/** Gives the stack the packaged template, which the CLI uploads too: it is longer than a request may be. */
export const update = (
  { aws, request: { act, stackName, parameters } }: Deployment,
  bucket: string,
  packaged: string,
  { version, architecture }: ReleaseContent,
): Promise<void> => {
  const given = { ...parameters, ...(architecture && { Architecture: architecture }), Version: version };
  return aws.act(
    ...['cloudformation', 'deploy', '--stack-name', stackName, '--template-file', packaged],
    ...['--s3-bucket', bucket, '--s3-prefix', `${stackName}/templates`],
    ...['--capabilities', 'CAPABILITY_IAM'],
    act === 'review' ? '--no-execute-changeset' : '--no-fail-on-empty-changeset',
    ...['--parameter-overrides', ...Object.entries(given).map(([name, value]) => `${name}=${value}`)],
  );
};

/** Keeps the packaged template as a release, and prints what the stack says of itself. After the fact: what failed is none. */
export const record = async (
  { aws, request: { stackName }, print, now }: Deployment,
  bucket: string,
  packaged: string,
  content: ReleaseContent,
): Promise<void> => {
  const key = releaseKey(stackName, content, now());
  await aws.act('s3', 'cp', '--only-show-errors', packaged, `s3://${bucket}/${key}`);
  const stack = await findStack(aws, stackName);
  Object.entries(stack?.outputs ?? {}).forEach(([name, value]) => print(`${name}  ${value}`));
};

/** Where the packaged template of a stack is written, relative to the workspace. */
export const packagedTemplate = (stackName: string, root: string): string => {
  mkdirSync(join(root, 'dist/deploy'), { recursive: true });
  return `dist/deploy/${stackName}.yaml`;
};

const packageTo = async (
  bucket: string,
  { template }: Artifact,
  { aws, request: { stackName }, root }: Deployment,
): Promise<string> => {
  const packaged = packagedTemplate(stackName, root);
  await aws.actQuietly(
    ...['cloudformation', 'package', '--template-file', template],
    ...['--s3-bucket', bucket, '--s3-prefix', `${stackName}/code`],
    ...['--output-template-file', packaged],
  );
  return packaged;
};

const summaryOf = (
  { zip, zipBytes, zipMd5, version, architecture }: Artifact,
  { stackName }: Request,
): string =>
  [
    `${stackName}, version ${version}${architecture === null ? '' : `, ${architecture}`}`,
    `uploads ${zip} (${Math.ceil(zipBytes / 1024)} KiB) as ${stackName}/code/${zipMd5}, unless it is there`,
  ].join('\n');
