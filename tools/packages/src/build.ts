// Builds a package: its modules, its package.json, README and licence, in a folder that `npm pack` takes as it is.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emitPackage, type Imports, type ParsedFiles } from './emit.ts';
import { layoutOf } from './layout.ts';
import { manifestOf, type RootVersions } from './manifest.ts';
import { forStrangers } from './readme.ts';
import type { PublishedLibrary, WorkspaceLibrary } from './published.ts';

export interface BuildOptions {
  readonly workspace: string;
  readonly libraries: ReadonlyMap<string, WorkspaceLibrary>;
  /** What was parsed for another package of the same build. */
  readonly parsed: ParsedFiles;
  /** The address of the repository, where the package is to name it: `https://github.com/OWNER/NAME`. */
  readonly repository?: string | undefined;
}

/**
 * Builds `library` into the empty folder `folder`, and tells what it imports from elsewhere.
 * @throws Error when it does not compile, or imports what has no version
 */
export const buildPackage = (
  { workspace, libraries, repository, parsed }: BuildOptions,
  library: PublishedLibrary,
  folder: string,
): Imports => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const layout = layoutOf(library, libraries);
  const { entries, commands, root } = library;
  const sources = [...new Set([...Object.values(entries), ...Object.values(commands)])];
  const imports = emitPackage({ workspace, entries: sources, layout, folder, parsed });
  const rootVersions = versionsOfRoot(workspace);
  const input = { library, libraries, layout, imports, rootVersions, repository };
  write(folder, 'package.json', toJson(manifestOf(input)));
  write(folder, 'README.md', forStrangers(readFileSync(join(workspace, root, 'README.md'), 'utf8')));
  copyFileSync(join(workspace, 'LICENSE'), join(folder, 'LICENSE'));
  const changelog = join(workspace, root, 'CHANGELOG.md');
  if (existsSync(changelog)) copyFileSync(changelog, join(folder, 'CHANGELOG.md'));
  return imports;
};

const versionsOfRoot = (workspace: string): RootVersions =>
  (JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as { devDependencies: RootVersions })
    .devDependencies;

const write = (folder: string, name: string, text: string): void => writeFileSync(join(folder, name), text);

const toJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
