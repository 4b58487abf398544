// What `nx release version` does to this workspace: Nx's own way for npm packages comes with a plugin that nothing else here needs.
import { join } from 'node:path';
import { VersionActions } from 'nx/release';
import type { ProjectGraph, Tree } from 'nx/src/devkit-exports';
import { pinVersion } from './pin-version.ts';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Reads and writes versions in the manifests and the lock; the rest of a release is Nx's own. */
export default class WorkspaceVersionActions extends VersionActions {
  validManifestFilenames = ['package.json'];

  async readCurrentVersionFromSourceManifest(tree: Tree) {
    const { root } = this.projectGraphNode.data;
    return { currentVersion: manifestOf(tree, root).version, manifestPath: join(root, 'package.json') };
  }

  /** A version is what the tags say, or the manifest before the first tag. */
  async readCurrentVersionFromRegistry() {
    return null;
  }

  async readCurrentVersionOfDependency(tree: Tree, projectGraph: ProjectGraph, dependency: string) {
    const { dependencies = {} } = manifestOf(tree, this.projectGraphNode.data.root);
    const name = projectGraph.nodes[dependency]?.data.metadata?.js?.packageName ?? '';
    return { currentVersion: dependencies[name] ?? null, dependencyCollection: 'dependencies' };
  }

  async updateProjectVersion(tree: Tree, newVersion: string) {
    const files = {
      read: (file: string) => tree.read(file, 'utf-8') ?? '',
      write: (file: string, text: string) => tree.write(file, text),
    };
    const written = pinVersion(files, this.projectGraphNode.data.root, newVersion);
    return [`✍️  Wrote ${newVersion} into ${written.length} files`];
  }

  /** Whoever takes a package was given its version with the package itself. */
  async updateProjectDependencies() {
    return [];
  }
}

const manifestOf = (tree: Tree, root: string): Manifest =>
  JSON.parse(tree.read(join(root, 'package.json'), 'utf-8') ?? '{}') as Manifest;
