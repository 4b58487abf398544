// Deploys an app: its zip and template to the bucket, its stack to what they say, and a release for the way back.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '@gatehouse/terminal';
import { readArtifact, type Artifact } from './artifact.ts';
import type { Aws } from './aws.ts';
import { DeployError } from './deploy-error.ts';
import { withoutValue } from './parameters.ts';
import { releaseStatement } from './provenance/release-statement.ts';
import { describeSource, type Source } from './provenance/source.ts';
import { codeFolder, keptFiles, releaseKey, statementKeyOf, type ReleaseContent } from './releases.ts';
import type { Request } from './request.ts';
import { bucketFor, findStack } from './stack.ts';

export interface Deployment {
  readonly aws: Aws;
  readonly request: Request;
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  readonly print: (line: string) => void;
  readonly progress: Pick<Progress, 'step' | 'release'>;
  readonly now: () => Date;
  readonly readSource: () => Source | null;
  readonly packageApp: (app: string, architecture: Request['architecture']) => void;
}

/** @throws DeployError */
export const deploy = async (deployment: Deployment): Promise<void> => {
  const { aws, request, root, print, progress } = deployment;
  await assertComplete(deployment);
  progress.step(`packages ${request.app}`);
  progress.release();
  deployment.packageApp(request.app, request.architecture);
  const artifact = readArtifact(request.app, root);
  const source = deployment.readSource();
  print(summaryOf(artifact, request, source));
  progress.step(`uploads ${artifact.zip}, and the template`);
  const bucket = await bucketFor(aws, request.bucket, request.dryRun);
  const packaged = await packageTo(bucket, artifact, deployment);
  const statement = writeStatement(deployment, bucket, artifact, source);
  await update(deployment, bucket, packaged, artifact);
  if (request.act !== 'review') await record(deployment, bucket, packaged, artifact, statement);
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
  { aws, progress, request: { act, stackName, parameters } }: Deployment,
  bucket: string,
  packaged: string,
  { version, architecture }: ReleaseContent,
): Promise<void> => {
  progress.step(
    `${act === 'review' ? 'makes a change set of' : 'updates'} ${stackName}, which can take minutes`,
  );
  // The CLI tells of it itself.
  progress.release();
  const given = { ...parameters, ...(architecture && { Architecture: architecture }), Version: version };
  return aws.act(
    ...['cloudformation', 'deploy', '--stack-name', stackName, '--template-file', packaged],
    ...['--s3-bucket', bucket, '--s3-prefix', `${stackName}/templates`],
    ...['--capabilities', 'CAPABILITY_IAM'],
    act === 'review' ? '--no-execute-changeset' : '--no-fail-on-empty-changeset',
    ...['--parameter-overrides', ...Object.entries(given).map(([name, value]) => `${name}=${value}`)],
  );
};

/**
 * Keeps the packaged template as a release, with its statement where it has one, and prints what the stack says of itself.
 * After the fact: what failed is none.
 */
export const record = async (
  { aws, request: { stackName }, print, progress, now }: Deployment,
  bucket: string,
  packaged: string,
  content: ReleaseContent,
  statement: string | null,
): Promise<void> => {
  progress.step('keeps the release');
  const key = releaseKey(stackName, content, now());
  const keep = (file: string, as: string) =>
    aws.act('s3', 'cp', '--only-show-errors', file, `s3://${bucket}/${as}`);
  if (statement !== null) await keep(statement, statementKeyOf(key));
  await keep(packaged, key);
  const stack = await findStack(aws, stackName);
  Object.entries(stack?.outputs ?? {}).forEach(([name, value]) => print(`${name}  ${value}`));
};

/** Where the packaged template of a stack is written, relative to the workspace. */
export const packagedTemplate = (stackName: string, root: string): string => {
  mkdirSync(join(root, 'dist/deploy'), { recursive: true });
  return keptFiles(stackName, '').template;
};

/** Writes what the release will keep, and gives its file, relative to the workspace; a dry run has no template to state. */
const writeStatement = (
  { request: { stackName, dryRun }, root }: Deployment,
  bucket: string,
  { statement, version, zipMd5 }: Artifact,
  source: Source | null,
): string => {
  const { statement: file, ...files } = keptFiles(stackName, version);
  if (dryRun) return file;
  const address = `s3://${bucket}/${codeFolder(stackName)}${zipMd5}`;
  const kept = releaseStatement(statement, source, address, { root, ...files });
  writeFileSync(join(root, file), `${JSON.stringify(kept, null, 2)}\n`);
  return file;
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
  source: Source | null,
): string =>
  [
    `${stackName}, version ${version}${architecture === null ? '' : `, ${architecture}`}`,
    `${zip} is what its statement says, made of ${describeSource(source)}`,
    `uploads ${zip} (${Math.ceil(zipBytes / 1024)} KiB) as ${codeFolder(stackName)}${zipMd5}, unless it is there`,
  ].join('\n');
