// The statement that is kept with a release: that of the zip, with where the zip lies, the template that names it, and the
// commit that was checked out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of, type Resource, type Statement } from '@gatehouse/tool-bundle/provenance';
import { DeployError } from '../deploy-error.ts';
import { parseStatement } from './parse-statement.ts';
import { describeSource, type Source } from './source.ts';

/** The files of a release that lie in the workspace. */
export interface ReleaseFiles {
  /** The workspace's folder, an absolute path; the others are relative to it. */
  readonly root: string;
  readonly template: string;
  readonly statement: string;
  /** What the statement calls the template: stack and version. */
  readonly templateName: string;
}

/** The statement of a zip, as its release keeps it. */
export const releaseStatement = (
  statement: Statement,
  source: Source | null,
  downloadLocation: string,
  { root, template, templateName }: Omit<ReleaseFiles, 'statement'>,
): Statement => {
  const { predicate, subject } = statement;
  const { buildDefinition } = predicate;
  const resolvedDependencies = [...sourceOf(source), ...buildDefinition.resolvedDependencies];
  return {
    ...statement,
    subject: [
      ...subject.map((zip) => ({ ...zip, downloadLocation })),
      { name: templateName, digest: { sha256: digestOf(root, template) } },
    ],
    predicate: { ...predicate, buildDefinition: { ...buildDefinition, resolvedDependencies } },
  };
};

const digestOf = (root: string, file: string): string => sha256Of(readFileSync(join(root, file)));

const SOURCE = 'source';

const sourceOf = (source: Source | null): readonly Resource[] =>
  source === null
    ? []
    : [{ name: SOURCE, digest: { gitCommit: source.commit }, annotations: { changed: source.changed } }];

/** A zip in the bucket, and the digest that it has to have. */
export interface StatedZip {
  readonly address: string;
  readonly sha256: string | undefined;
}

/**
 * Holds the template of a release that was read back against its statement. What it was made of is another commit's, so the
 * workspace says nothing to that.
 * @param folder what the zip's address begins with
 * @returns the zip that is to be read next, and where the sources come from, as the end of a sentence
 * @throws DeployError naming the rule that is broken
 */
export const verifyRelease = (
  app: string,
  folder: string,
  { root, template, statement: file, templateName }: ReleaseFiles,
): { readonly zip: StatedZip; readonly madeOf: string } => {
  const statement = parseStatement(readFileSync(join(root, file), 'utf8'), file);
  const { subject, predicate } = statement;
  const refuse = (fault: string): never => {
    throw new DeployError(`${templateName} is not deployed: ${file} ${fault}`);
  };
  const [zip, stated, ...others] = subject;
  const { app: statedApp } = predicate.buildDefinition.externalParameters;
  if (statedApp !== app) return refuse(`is of the app ${statedApp}, and not of ${app}`);
  if (zip?.name !== `${app}.zip`) return refuse(`is of ${zip?.name}, and not of ${app}.zip`);
  if (stated?.name !== templateName || others.length > 0) return refuse('is of another release');
  if (stated.digest['sha256'] !== digestOf(root, template))
    return refuse('states another sha256 of the template');
  const address = String(zip.downloadLocation);
  if (!address.startsWith(folder) || !/^[0-9a-f]{32}$/.test(address.slice(folder.length)))
    return refuse(`names no zip below ${folder}`);
  return { zip: { address, sha256: zip.digest['sha256'] }, madeOf: madeOf(statement) };
};

/**
 * @param file where the zip was copied to, relative to `root`
 * @throws DeployError for a zip that is not what the statement says
 */
export const verifyZip = ({ address, sha256 }: StatedZip, root: string, file: string): void => {
  if (digestOf(root, file) !== sha256)
    throw new DeployError(`${address} has another sha256 than its release states, so it is not deployed`);
};

const madeOf = ({ predicate }: Statement): string => {
  const source = predicate.buildDefinition.resolvedDependencies.find(({ name }) => name === SOURCE);
  const commit = source?.digest['gitCommit'];
  if (commit === undefined) return describeSource(null);
  const changed = source?.annotations?.['changed'];
  return describeSource({ commit, changed: Array.isArray(changed) ? changed.map(String) : [] });
};
