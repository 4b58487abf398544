// What a deployment is made of: the zip and the template of an app, and the version that names exactly these two.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from '@gatehouse/tool-bundle/provenance';
import { DeployError } from './deploy-error.ts';
import { verifyPackage } from './provenance/verify-package.ts';
import type { ReleaseContent } from './releases.ts';

export interface Artifact extends ReleaseContent {
  /** Relative to the workspace. */
  readonly template: string;
  /** Relative to the workspace. */
  readonly zip: string;
  readonly zipBytes: number;
  /** What `aws cloudformation package` names the zip by, in the bucket. */
  readonly zipMd5: string;
  /** What the zip is, and was made of: verified. */
  readonly statement: Statement;
}

/**
 * The artifact of an app. Its version is twelve hexadecimal digits of the hash of template and zip: the same for the same two.
 * @throws DeployError when the app has not been packaged, and for a zip that is not what its statement says
 */
export const readArtifact = (app: string, root: string): Artifact => {
  const zip = `dist/packages/${app}.zip`;
  const template = `apps/${app}/template.yaml`;
  if (!existsSync(join(root, zip))) throw new DeployError(`there is no ${zip}: npx nx run ${app}:package`);
  const content = readFileSync(join(root, zip));
  const hash = createHash('sha256')
    .update(readFileSync(join(root, template)))
    .update('\0')
    .update(content);
  return {
    ...verifyPackage({ app, root, zip, content }),
    template,
    zip,
    zipBytes: content.length,
    zipMd5: createHash('md5').update(content).digest('hex'),
    version: hash.digest('hex').slice(0, 12),
  };
};
