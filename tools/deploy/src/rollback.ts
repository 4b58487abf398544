// The way back: the packaged template of an earlier release, deployed again. Its zip is still in the bucket, by its hash.
import { packagedTemplate, record, update, type Deployment } from './deploy.ts';
import { DeployError } from './deploy-error.ts';
import { formatReleases, parseReleases, previousOf, releasesFolder, type Release } from './releases.ts';
import { bucketFor, outputsOf } from './stack.ts';

/** Takes the stack back to the release that is named, or to the one before. @throws DeployError when there is none */
export const rollBack = async (deployment: Deployment): Promise<void> => {
  const { aws, request, root, print } = deployment;
  const history = await readHistory(deployment);
  const target = targetOf(history, deployment);
  print(`${request.stackName} goes back from ${history.current ?? 'CURRENT'} to ${target.version}`);
  const packaged = packagedTemplate(request.stackName, root);
  await aws.act('s3', 'cp', '--only-show-errors', `s3://${history.bucket}/${target.key}`, packaged);
  await update(deployment, history.bucket, packaged, target);
  await record(deployment, history.bucket, packaged, target);
};

/** Prints the last releases. */
export const list = async (deployment: Deployment): Promise<void> => {
  const { releases, current } = await readHistory(deployment);
  formatReleases(releases, current).forEach((line) => deployment.print(line));
};

interface History {
  readonly bucket: string;
  readonly releases: readonly Release[];
  /** The version that stands; null for a stack that has none, and in a dry run. */
  readonly current: string | null;
}

const readHistory = async ({ aws, request }: Deployment): Promise<History> => {
  const bucket = await bucketFor(aws, request.bucket, request.dryRun);
  const { Version } = await outputsOf(aws, request.stackName);
  const folder = ['--bucket', bucket, '--prefix', releasesFolder(request.stackName)];
  const keys = (await aws.ask('s3api', 'list-objects-v2', ...folder, '--query', 'Contents[].Key')) as
    string[] | null;
  return { bucket, releases: parseReleases(keys ?? []), current: Version ?? null };
};

const targetOf = ({ releases, current }: History, { request }: Deployment): Omit<Release, 'time'> => {
  const { version, stackName, dryRun } = request;
  const found =
    version === null
      ? previousOf(releases, current ?? '')
      : releases.findLast((release) => release.version === version);
  if (found !== undefined) return found;
  const content = { version: version ?? 'PREVIOUS', architecture: null };
  if (dryRun) return { ...content, key: `${releasesFolder(stackName)}TIME-${content.version}.yaml` };
  const which = version === null ? 'before the one that stands' : version;
  throw new DeployError(
    [`${stackName} has no release ${which}; it has`, ...formatReleases(releases, current)].join('\n'),
  );
};
