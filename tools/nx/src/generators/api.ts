// npx nx g ./tools/nx:api NAME: an app, the contract of its API, its stack, and their lines in the lists of the workspace.
import type { Tree } from 'nx/src/generators/tree.js';
import { filesOfApi } from './api-files.ts';
import { derive, link } from './derive.ts';
import { Refusal } from './refusal.ts';
import { addFiles, readText, stackOf, writeFormatted } from './workspace-files.ts';

interface Project {
  readonly root: string;
  readonly type: 'app' | 'lib' | 'tool';
  readonly tags: readonly string[];
}

type Projects = Readonly<Record<string, Project>>;

/** Nx writes the files when this ends well, and then calls what it gave. @throws Refusal; then nothing is written */
export default async (tree: Tree, { name }: { readonly name: string }): Promise<() => void> => {
  const { projects, ...rest } = JSON.parse(readText(tree, 'workspace.json')) as {
    readonly projects: Projects;
  };
  check(name, projects);
  await addFiles(tree, filesOfApi(name, await nextPriority(tree.root, projects)));
  const added = { ...projects, ...projectsOf(name) };
  await writeFormatted(tree, 'workspace.json', JSON.stringify({ projects: sorted(added), ...rest }));
  await writeFormatted(tree, 'package.json', withWorkspaces(readText(tree, 'package.json'), added));
  return () => {
    link(tree.root);
    derive(tree.root);
  };
};

const check = (name: string, projects: Projects): void => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Refusal(`${name}: must be a name of lower-case letters, digits and single hyphens`);
  const taken = [name, `${name}-contract`].find((one) => Object.hasOwn(projects, one));
  if (taken !== undefined) throw new Refusal(`${taken}: the workspace has a project of this name`);
};

const projectsOf = (name: string): Projects => ({
  [name]: { root: `apps/${name}`, type: 'app', tags: ['type:app', `api:${name}`] },
  [`${name}-contract`]: {
    root: `libs/${name}-contract`,
    type: 'lib',
    tags: ['type:lib', 'tier:2', `api:${name}`],
  },
});

/** Apps, libraries, tools; each by name. */
const sorted = (projects: Projects): Projects => {
  const rank = ([name, { type }]: [string, Project]): string =>
    `${['app', 'lib', 'tool'].indexOf(type)} ${name}`;
  return Object.fromEntries(
    Object.entries(projects).toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1)),
  );
};

/** The manifest with the new folders behind those of their kind; its members stay where they are. */
const withWorkspaces = (manifest: string, projects: Projects): string => {
  const parsed = JSON.parse(manifest) as { readonly workspaces: readonly string[] };
  const roots = new Set([...parsed.workspaces, ...Object.values(projects).map(({ root }) => root)]);
  const workspaces = ['apps/', 'libs/', 'tools/'].flatMap((kind) =>
    [...roots].filter((root) => root.startsWith(kind)),
  );
  return JSON.stringify({ ...parsed, workspaces });
};

/** Above every other one, since a domain takes each once. */
const nextPriority = async (root: string, projects: Projects): Promise<number> => {
  const apps = Object.entries(projects).filter(([, { tags }]) => tags.some((tag) => tag.startsWith('api:')));
  const stacks = await Promise.all(
    apps.filter(([, { type }]) => type === 'app').map(([name]) => stackOf(root, name)),
  );
  return Math.max(0, ...stacks.map(({ routingPriority }) => routingPriority)) + 100;
};
