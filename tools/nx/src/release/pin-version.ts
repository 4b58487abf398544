// Where the version of a package stands in the workspace: in its manifest, in each manifest that takes it, and in the lock.

/** The JSON files of a workspace, by paths below its folder. */
export interface WorkspaceFiles {
  read(file: string): string;
  write(file: string, text: string): void;
}

interface Manifest {
  readonly name: string;
  version?: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Manifest>>;
}

/**
 * Gives the package in the folder `root` its new version, wherever the old one stands: the workspace takes its own libraries by
 * exact versions, and `npm ci` would ask a registry for one that is not there.
 * @returns the files that were written
 */
export const pinVersion = (files: WorkspaceFiles, root: string, version: string): readonly string[] => {
  const manifestOf = (folder: string): string => `${folder}/package.json`;
  const { name } = parse<Manifest>(files, manifestOf(root));
  const { workspaces = [] } = parse<Manifest>(files, 'package.json');
  const pinned = (manifest: Manifest, folder: string): boolean => {
    if (folder === root) manifest.version = version;
    return takes(manifest, name, version) || folder === root;
  };
  const manifests = workspaces
    .map((folder) => ({ folder, manifest: parse<Manifest>(files, manifestOf(folder)) }))
    .filter(({ folder, manifest }) => pinned(manifest, folder));
  const lock = parse<Lock>(files, 'package-lock.json');
  for (const folder of workspaces) pinned(lock.packages[folder] ?? { name }, folder);
  for (const { folder, manifest } of manifests) files.write(manifestOf(folder), toJson(manifest));
  files.write('package-lock.json', toJson(lock));
  return [...manifests.map(({ folder }) => manifestOf(folder)), 'package-lock.json'];
};

const takes = ({ dependencies, devDependencies }: Manifest, name: string, version: string): boolean => {
  const lists = [dependencies, devDependencies].filter((list) => list?.[name] !== undefined);
  for (const list of lists) list![name] = version;
  return lists.length > 0;
};

const parse = <T>(files: WorkspaceFiles, file: string): T => JSON.parse(files.read(file)) as T;

const toJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
