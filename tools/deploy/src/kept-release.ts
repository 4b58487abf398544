// What a release was, shown before it is deployed again: its statement and its zip from the bucket, held against each other.
import type { Deployment } from './deploy.ts';
import { DeployError } from './deploy-error.ts';
import { verifyRelease, verifyZip } from './provenance/release-statement.ts';
import { codeFolder, keptFiles, type Release } from './releases.ts';

/**
 * Verifies a release whose template is in the workspace already.
 * @returns the file of its statement, relative to the workspace; null for a release without one that was asked for all the same
 * @throws DeployError for a release that is not what its statement says, and for one without a statement
 */
export const verifyKept = async (
  { aws, request, root, print }: Deployment,
  bucket: string,
  { statementKey, version }: Omit<Release, 'time'>,
): Promise<string | null> => {
  const { app, stackName, dryRun, unverified } = request;
  const files = { root, ...keptFiles(stackName, version) };
  if (statementKey === null) {
    if (!unverified) throw new DeployError(unknownRelease(version, stackName));
    print(`version ${version} has no statement of provenance: nothing shows what it is`);
    return null;
  }
  const copy = (from: string, to: string) => aws.act('s3', 'cp', '--only-show-errors', from, to);
  await copy(`s3://${bucket}/${statementKey}`, files.statement);
  if (dryRun) return files.statement;
  const { zip, madeOf } = verifyRelease(app, `s3://${bucket}/${codeFolder(stackName)}`, files);
  await copy(zip.address, files.zip);
  verifyZip(zip, root, files.zip);
  print(`version ${version} is what its statement says, made of ${madeOf}`);
  return files.statement;
};

const unknownRelease = (version: string, stackName: string): string =>
  `version ${version} of ${stackName} has no statement of provenance, so nothing shows what it is; ` +
  '--unverified goes back to it all the same';
