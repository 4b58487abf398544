// Nx gives back the result of a test where nothing has changed that the result is remembered by, and `nx affected` leaves it out.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, matchesGlob, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const parsed = <T>(file: string): T => JSON.parse(read(file)) as T;

interface Manifest {
  readonly nx: { readonly targets?: { readonly test?: { readonly inputs: readonly unknown[] } } };
}

const { projects } = parsed<{ projects: Record<string, { readonly root: string }> }>('workspace.json');

/** A file or folder beside the projects, written as a text of its own: `'../../../docs/audit.md'`. */
const BESIDE = /['"`](?:\.\.\/)*((?:docs|examples|\.github)\/?[\w./-]*)['"`]/g;

/** What sources other than tests name may be what a command writes. */
const isRead = (file: string, source: string): boolean =>
  file.endsWith('.test.ts') || !/writeFile/.test(source);

const namedBy = (folder: string): readonly string[] => {
  const files = globSync(`${folder}/src/**/*.ts`, { cwd: root });
  const sources = files.map((file) => [file, read(file)] as const).filter((one) => isRead(...one));
  const named = sources.flatMap(([, source]) => [...source.matchAll(BESIDE)].map(([, path = '']) => path));
  return [...new Set(named)].filter((path) => path.includes('/') && existsSync(join(root, path)));
};

/** The files beside the projects by which the results of a project's tests are remembered. */
const patternsOf = (folder: string): readonly string[] => {
  const inputs = parsed<Manifest>(`${folder}/package.json`).nx.targets?.test?.inputs ?? [];
  return inputs.flatMap((input) =>
    typeof input === 'string' && input.startsWith('{workspaceRoot}/')
      ? [input.slice('{workspaceRoot}/'.length)]
      : [],
  );
};

const isFile = (path: string): boolean => statSync(join(root, path)).isFile();

test.each(Object.entries(projects).map(([name, { root: folder }]) => [name, folder] as const))(
  'results of %s are remembered by every page and other file beside the projects that its sources read',
  (_name, folder) => {
    const patterns = patternsOf(folder);
    const isInput = (path: string): boolean =>
      patterns.some((pattern) => matchesGlob(isFile(path) ? path : join(path, 'any'), pattern));
    expect(namedBy(folder).filter((path) => !isInput(path))).toEqual([]);
  },
);
