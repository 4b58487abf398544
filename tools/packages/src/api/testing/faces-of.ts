// The faces of a package that is made up: a single library, whose one module is the given text.
import { join, resolve } from 'node:path';
import ts from 'typescript';
import type { WorkspaceLibrary } from '../../published.ts';
import { optionsOf, readFaces, type Faces } from '../faces.ts';

const workspace = resolve(import.meta.dirname, '../../../../..');

const one: WorkspaceLibrary = {
  root: 'libs/one',
  manifest: {
    ...{ name: '@gatehouse/one', version: '1.0.0', description: 'A library', license: 'MIT' },
    ...{ nx: { name: 'one' }, exports: { '.': './src/index.ts' }, published: { entries: ['.'] } },
  },
};

/** The library of the language and the types of Node, read once. */
const known = new Map<string, ts.SourceFile | undefined>();

/** The faces of `@gatehouse/one`, whose `libs/one/src/index.ts` is `source`. */
export const facesOf = (source: string): Faces => {
  const libraries = new Map([[one.manifest.name, one]]);
  const host = ts.createCompilerHost(optionsOf(workspace, libraries));
  const file = join(workspace, 'libs/one/src/index.ts');
  return readFaces(workspace, libraries, {
    ...host,
    fileExists: (name) => name === file || host.fileExists(name),
    getSourceFile: (name, options) => {
      if (name === file) return ts.createSourceFile(name, source, options, true);
      if (!known.has(name)) known.set(name, host.getSourceFile(name, options));
      return known.get(name);
    },
  });
};
