// What a deployment is made of: the zip and the template of an app, and the version that names exactly these two.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeployError } from './deploy-error.ts';
import type { ReleaseContent } from './releases.ts';
import { architectureOf } from './zip-architecture.ts';

export interface Artifact extends ReleaseContent {
  /** Relative to the workspace. */
  readonly template: string;
  /** Relative to the workspace. */
  readonly zip: string;
  readonly zipBytes: number;
  /** What `aws cloudformation package` names the zip by, in the bucket. */
  readonly zipMd5: string;
}

/**
 * The artifact of an app. Its version is twelve hexadecimal digits of the hash of template and zip: the same for the same two.
 * @throws DeployError when the app has not been packaged
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
    template,
    zip,
    zipBytes: content.length,
    zipMd5: createHash('md5').update(content).digest('hex'),
    architecture: architectureOf(content),
    version: hash.digest('hex').slice(0, 12),
  };
};
