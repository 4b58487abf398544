// The releases of a stack, kept beside its artifacts: a packaged template each, in the order in which they were deployed.
import type { LambdaArchitecture } from './zip-architecture.ts';

/** What was deployed. */
export interface ReleaseContent {
  readonly version: string;
  /** What its zip was packaged for; null when it does not matter. */
  readonly architecture: LambdaArchitecture | null;
}

export interface Release extends ReleaseContent {
  readonly time: Date;
  /** Of the object in the bucket. */
  readonly key: string;
  /** Of its statement of provenance; null for a release that has none. */
  readonly statementKey: string | null;
}

/** Where the releases of a stack are. */
export const releasesFolder = (stackName: string): string => `${stackName}/releases/`;

/** The object's key of a release; keys sort by time. */
export const releaseKey = (
  stackName: string,
  { version, architecture }: ReleaseContent,
  time: Date,
): string => {
  const stamp = time.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${releasesFolder(stackName)}${[stamp, version, architecture ?? 'any'].join('-')}.yaml`;
};

/** The object's key of the statement of provenance that belongs to a release. */
export const statementKeyOf = (key: string): string => key.replace(/\.yaml$/, '.provenance.json');

/** Where the zips of a stack are. */
export const codeFolder = (stackName: string): string => `${stackName}/code/`;

/** Where the files of a release lie while it is deployed, relative to the workspace, and what its statement calls the template. */
export const keptFiles = (stackName: string, version: string) => ({
  template: `dist/deploy/${stackName}.yaml`,
  statement: `dist/deploy/${stackName}.provenance.json`,
  zip: `dist/deploy/${stackName}.zip`,
  templateName: `${stackName}-${version}.yaml`,
});

/** The releases among the keys of a bucket, oldest first. */
export const parseReleases = (keys: readonly string[]): readonly Release[] =>
  [...keys].sort().flatMap((key) => {
    const { date, hour, minute, second, version = '', architecture } = KEY.exec(key)?.groups ?? {};
    if (date === undefined) return [];
    const day = date.replace(/(....)(..)(..)/, '$1-$2-$3');
    const known = architecture === 'arm64' || architecture === 'x86_64' ? architecture : null;
    const time = new Date(`${day}T${hour}:${minute}:${second}Z`);
    const statementKey = keys.find((other) => other === statementKeyOf(key)) ?? null;
    return [{ key, statementKey, version, architecture: known, time }];
  });

const KEY =
  /\/(?<date>\d{8})T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)Z-(?<version>[0-9a-f]{12})-(?<architecture>any|arm64|x86_64)\.yaml$/;

/**
 * The release to go back to from `current`; undefined when there is none, or when `current` is no release. A version that
 * comes back takes its old place, so that after a rollback one more goes further back, and the version that was left is not
 * returned to unasked.
 */
export const previousOf = (releases: readonly Release[], current: string): Release | undefined => {
  const line: Release[] = [];
  for (const release of releases) {
    const before = line.findIndex(({ version }) => version === release.version);
    if (before >= 0) line.length = before;
    line.push(release);
  }
  return line[line.findIndex(({ version }) => version === current) - 1];
};

/** The last releases, newest first, with marks at the one that stands and the one to go back to. */
export const formatReleases = (releases: readonly Release[], current: string | null): readonly string[] => {
  const previous = current === null ? undefined : previousOf(releases, current);
  return releases
    .slice(-MOST_SHOWN)
    .reverse()
    .map(
      (release) => `  ${release.version}  ${release.time.toISOString()}${markOf(release, current, previous)}`,
    );
};

const MOST_SHOWN = 10;

const markOf = ({ version }: Release, current: string | null, previous: Release | undefined): string => {
  if (version === current) return '  stands';
  return version === previous?.version ? '  --rollback goes here' : '';
};
