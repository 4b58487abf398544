import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;

interface Project {
  readonly root: string;
  readonly type: 'app' | 'lib' | 'tool';
  readonly tags: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly nx: {
    readonly name: string;
    readonly targets?: { readonly test?: { readonly inputs: readonly unknown[] } };
  };
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface NxJson {
  readonly targetDefaults: { readonly test: { readonly inputs: readonly unknown[] } };
}

const { projects } = read<{ projects: Record<string, Project> }>('workspace.json');
const all = Object.entries(projects);

test('workspace.json and the npm workspaces list the same folders', () => {
  const { workspaces } = read<{ workspaces: string[] }>('package.json');
  expect(all.map(([, project]) => project.root).sort()).toEqual([...workspaces].sort());
});

test('no folder with a manifest is missing from the list, but a tool with a lock of its own', () => {
  const folders = ['apps', 'libs', 'tools'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((folder) => `${parent}/${folder}`),
  );
  const isProject = (folder: string): boolean =>
    existsSync(join(root, folder, 'package.json')) && !existsSync(join(root, folder, 'package-lock.json'));
  expect(folders.filter(isProject).sort()).toEqual(all.map(([, project]) => project.root).sort());
});

describe.each(all)('%s', (name, project) => {
  const manifest = read<Manifest>(`${project.root}/package.json`);

  test('has one name, and the tag of its type and place', () => {
    expect(manifest.nx.name).toBe(name);
    expect(project.root).toBe(`${project.type}s/${name}`);
    expect(project.tags).toContain(`type:${project.type}`);
  });

  // A list of one's own takes the place of the common one.
  test('has all that its tests are asked for among what their results are remembered by', () => {
    const inputs = manifest.nx.targets?.test?.inputs ?? read<NxJson>('nx.json').targetDefaults.test.inputs;
    expect(inputs).toEqual(expect.arrayContaining(['default', '^default', 'askedFor']));
  });

  test('depends on no app', () => {
    const apps = Object.keys(manifest.dependencies ?? {}).filter((dependency) =>
      dependency.includes('/app-'),
    );
    expect(apps).toEqual([]);
  });

  if (project.type === 'lib') {
    test('is a library with a tier, a README and entries that are there', () => {
      expect(project.tags).toContainEqual(expect.stringMatching(/^tier:\d$/));
      expect(existsSync(join(root, project.root, 'README.md'))).toBe(true);
      const isThere = (entry: string): boolean => globSync(join(root, project.root, entry)).length > 0;
      expect(Object.values(manifest.exports ?? {}).filter((entry) => !isThere(entry))).toEqual([]);
    });
  }
});

test('the lock names no address, so that it installs from any registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http');
});

test('every package with an install script is judged in allowScripts, since no warning of npm is shown', () => {
  const { packages } = read<{ packages: Record<string, { hasInstallScript?: boolean }> }>(
    'package-lock.json',
  );
  const { allowScripts } = read<{ allowScripts: object }>('package.json');
  const scripted = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
  const names = scripted.map((path) =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  );
  expect([...new Set(names)].sort()).toEqual(Object.keys(allowScripts).sort());
});

test('npm shows errors alone, and CI refuses a package that does not run on its Node', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^loglevel=error$/m);
  expect(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')).toContain(
    "NPM_CONFIG_ENGINE_STRICT: 'true'",
  );
});
