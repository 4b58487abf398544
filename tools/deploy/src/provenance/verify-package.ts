// Holds a zip against its statement, and the statement against the workspace, before anything is uploaded.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  LOCK,
  lockedPackages,
  sha256Of,
  sourceMaterials,
  type Resource,
  type Statement,
} from '@gatehouse/tool-bundle/provenance';
import { DeployError } from '../deploy-error.ts';
import { architectureOf, type LambdaArchitecture } from '../zip-architecture.ts';
import { parseStatement } from './parse-statement.ts';

export interface PackagedZip {
  readonly app: string;
  /** The workspace's folder, an absolute path. */
  readonly root: string;
  /** Relative to the workspace. */
  readonly zip: string;
  readonly content: Buffer;
}

export interface VerifiedZip {
  readonly statement: Statement;
  /** What its native file is for; null when it has none. */
  readonly architecture: LambdaArchitecture | null;
}

/**
 * The statement of a zip that is what it says: these bytes, of this app, made of the sources and packages that are there. The
 * zip is not read before its digest is known to be the stated one.
 * @throws DeployError naming each thing that is not, and its rule
 */
export const verifyPackage = (packaged: PackagedZip): VerifiedZip => {
  const { app, root, zip } = packaged;
  const file = zip.replace(/\.zip$/, '.provenance.json');
  const again = `npx nx run ${app}:package`;
  if (!existsSync(join(root, file)))
    throw new DeployError(`there is no ${file}, so nothing shows what ${zip} is: ${again}`);
  const statement = parseStatement(readFileSync(join(root, file), 'utf8'), file);
  const faults = [...faultsOfZip(packaged, statement, file), ...faultsOfSources(packaged, statement, file)];
  if (faults.length > 0) throw new DeployError([...faults, `make it again: ${again}`].join('\n'));
  return { statement, architecture: statedArchitecture(packaged, statement, file) };
};

const faultsOfZip = (
  { app, zip, content }: PackagedZip,
  { subject, predicate }: Statement,
  file: string,
): readonly string[] => {
  const { externalParameters: stated } = predicate.buildDefinition;
  const [only, ...others] = subject;
  const isOfZip = only?.name === `${app}.zip` && others.length === 0;
  return [
    ...(isOfZip
      ? []
      : [`${file} is of ${subject.map(({ name }) => name).join(', ')}, and not of ${app}.zip`]),
    ...(stated.app === app ? [] : [`${file} is of the app ${stated.app}, and not of ${app}`]),
    ...(only?.digest['sha256'] === sha256Of(content)
      ? []
      : [`${zip} has another sha256 than ${file} states`]),
  ];
};

const statedArchitecture = (
  { zip, content }: PackagedZip,
  { predicate }: Statement,
  file: string,
): LambdaArchitecture | null => {
  const { architecture: stated } = predicate.buildDefinition.externalParameters;
  const architecture = architectureOf(content);
  if (architecture !== null && ARCHITECTURES[stated] !== architecture)
    throw new DeployError(`${zip} is for ${architecture}, and ${file} states ${stated}`);
  return architecture;
};

/** As the packager calls them. */
const ARCHITECTURES: Readonly<Record<string, LambdaArchitecture>> = { arm64: 'arm64', x64: 'x86_64' };

const faultsOfSources = (
  { app, root, zip }: PackagedZip,
  { predicate }: Statement,
  file: string,
): readonly string[] => {
  const stated = byName(predicate.buildDefinition.resolvedDependencies);
  const found = byName([...sourceMaterials(root, app)]);
  const packages = byName([...lockedPackages(root).values()]);
  const changed = [...found].filter(([name, digest]) => stated.get(name) !== digest).map(([name]) => name);
  const unknown = [...stated].filter(([name, digest]) => !found.has(name) && packages.get(name) !== digest);
  return [
    ...changed.map((name) => `${name} is not what ${zip} was made of, by ${file}`),
    ...unknown.map(
      ([name]) => `${file} states ${name}, which is neither a source of ${app} nor in ${LOCK} like that`,
    ),
  ];
};

/** The digests of each, as one text to compare. */
const byName = (resources: readonly Resource[]): ReadonlyMap<string, string> =>
  new Map(resources.map(({ name, uri, digest }) => [name ?? uri ?? '', JSON.stringify(digest)]));
