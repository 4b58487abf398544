// The way back: the packaged template of an earlier release, deployed again. Its zip is still in the bucket, by its hash.
import { packagedTemplate, record, update, type Deployment } from './deploy.ts';
import { DeployError } from './deploy-error.ts';
import { verifyKept } from './kept-release.ts';
import {
  formatReleases,
  parseReleases,
  previousOf,
  releasesFolder,
  statementKeyOf,
  type Release,
} from './releases.ts';
import { bucketFor, findStack } from './stack.ts';

/**
 * Takes the stack back to the release that is named, or to the one before.
 * @throws DeployError when there is none, and when it is not known which release stands, so which one is before it
 */
export const rollBack = async (deployment: Deployment): Promise<void> => {
  const { aws, request, root, print, progress } = deployment;
  const history = await readHistory(deployment);
  const target = request.dryRun ? anyTarget(deployment) : targetOf(history, deployment);
  const current = request.dryRun ? 'CURRENT' : (history.current ?? 'an unknown version');
  print(`${request.stackName} goes back from ${current} to ${target.version}`);
  const packaged = packagedTemplate(request.stackName, root);
  progress.step('fetches the release, and holds it against its statement');
  await aws.act('s3', 'cp', '--only-show-errors', `s3://${history.bucket}/${target.key}`, packaged);
  const statement = await verifyKept(deployment, history.bucket, target);
  await update(deployment, history.bucket, packaged, target);
  await record(deployment, history.bucket, packaged, target, statement);
};

/** Prints the last releases, and what stands where that is none of them. */
export const list = async (deployment: Deployment): Promise<void> => {
  const { print, request } = deployment;
  const history = await readHistory(deployment);
  if (request.dryRun) return;
  if (!isKnown(history)) print(standingOf(history, request.stackName));
  releasesOf(history, request.stackName).forEach(print);
};

interface History {
  readonly bucket: string;
  readonly releases: readonly Release[];
  /** False in a dry run, too. */
  readonly stands: boolean;
  /** The version that stands; null for a stack that does not say, or that is not there. */
  readonly current: string | null;
}

const readHistory = async ({ aws, request }: Deployment): Promise<History> => {
  const bucket = await bucketFor(aws, request.bucket, request.dryRun);
  const stack = await findStack(aws, request.stackName);
  const folder = ['--bucket', bucket, '--prefix', releasesFolder(request.stackName)];
  const keys = (await aws.ask('s3api', 'list-objects-v2', ...folder, '--query', 'Contents[].Key')) as
    string[] | null;
  const current = stack?.outputs['Version'] ?? null;
  return { bucket, releases: parseReleases(keys ?? []), stands: stack !== null, current };
};

const targetOf = (history: History, { request: { version, stackName } }: Deployment): Release => {
  const { releases, stands, current } = history;
  const refuse = (lack: string): never => {
    throw new DeployError([lack, ...releasesOf(history, stackName)].join('\n'));
  };
  if (!stands) return refuse(`there is no stack ${stackName}: deploy it`);
  if (version !== null)
    return (
      releases.findLast((one) => one.version === version) ?? refuse(`${stackName} has no release ${version}`)
    );
  if (!isKnown(history))
    return refuse(`${standingOf(history, stackName)}, so name the release to go back to: --rollback VERSION`);
  return (
    previousOf(releases, current ?? '') ?? refuse(`${stackName} has no release before the one that stands`)
  );
};

/** What a dry run goes back to: it asks nobody for the releases. */
const anyTarget = ({ request }: Deployment): Omit<Release, 'time'> => {
  const version = request.version ?? 'PREVIOUS';
  const key = `${releasesFolder(request.stackName)}TIME-${version}.yaml`;
  return { version, architecture: null, key, statementKey: statementKeyOf(key) };
};

/** Whether what stands is one of the releases. */
const isKnown = ({ releases, current }: History): boolean =>
  releases.some(({ version }) => version === current);

const standingOf = ({ stands, current }: History, stackName: string): string => {
  if (!stands) return `there is no stack ${stackName}`;
  if (current === null) return `${stackName} has no output Version: which release stands is not known`;
  return `${stackName} stands at ${current}, which is no release of it`;
};

const releasesOf = ({ releases, current, bucket }: History, stackName: string): readonly string[] =>
  releases.length === 0
    ? [`${stackName} has no releases in ${bucket}`]
    : [`${stackName} has these releases:`, ...formatReleases(releases, current)];
