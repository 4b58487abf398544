// What the published entries export, as the compiler sees it: one program for all of them, made of the sources.
import { join, posix } from 'node:path';
import ts from 'typescript';
import { publishedOf, type PublishedLibrary, type WorkspaceLibrary } from '../published.ts';

/** What one entry of a package shows to others. */
export interface Face {
  /** As it is imported: `@gatehouse/http/guard`. */
  readonly specifier: string;
  /** Its source, relative to the workspace. */
  readonly source: string;
  /** In the order of their names. */
  readonly exports: readonly Export[];
}

export interface Export {
  readonly name: string;
  /** What the name stands for in the end, through every re-export. */
  readonly symbol: ts.Symbol;
}

export interface Faces {
  readonly workspace: string;
  /** All libraries of the workspace: what a published one is made of may be one that is not. */
  readonly libraries: Libraries;
  readonly program: ts.Program;
  readonly all: readonly Face[];
}

type Libraries = ReadonlyMap<string, WorkspaceLibrary>;

/** Reads the faces of the published libraries below `workspace`; a `host` gives sources that are not those on disk. */
export const readFaces = (workspace: string, libraries: Libraries, host?: ts.CompilerHost): Faces => {
  const entries = publishedOf(libraries).flatMap(entriesOf);
  const files = entries.map(({ source }) => join(workspace, source));
  const program = ts.createProgram(files, optionsOf(workspace, libraries), host);
  const all = entries.map((entry) => ({ ...entry, exports: exportsOf(entry.source, workspace, program) }));
  return { workspace, libraries, program, all };
};

/** The compiler options of the workspace, and those that make declarations without comments. */
export const optionsOf = (workspace: string, libraries: Libraries): ts.CompilerOptions => {
  const read = ts.readConfigFile(join(workspace, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, workspace);
  const declarations = { declaration: true, emitDeclarationOnly: true, removeComments: true };
  const paths = pathsOf(workspace, libraries);
  // An example says `type` nowhere.
  return {
    ...options,
    ...declarations,
    paths,
    noEmit: false,
    stripInternal: true,
    verbatimModuleSyntax: false,
  };
};

/** TypeScript makes no declarations of what it finds through `node_modules`, where the workspace links its libraries. */
const pathsOf = (workspace: string, libraries: Libraries): ts.MapLike<string[]> =>
  Object.fromEntries(
    [...libraries.values()].flatMap(({ root, manifest }) =>
      Object.entries(manifest.exports ?? {}).map(([entry, source]) => [
        posix.join(manifest.name, entry),
        [join(workspace, root, source)],
      ]),
    ),
  );

/** What `symbol` stands for in the end. */
export const behind = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

const entriesOf = ({ manifest, entries }: PublishedLibrary) =>
  Object.entries(entries).map(([entry, source]) => ({
    specifier: posix.join(manifest.name, entry),
    source,
  }));

const exportsOf = (source: string, workspace: string, program: ts.Program): readonly Export[] => {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(workspace, source));
  const module = file && checker.getSymbolAtLocation(file);
  return (module === undefined ? [] : checker.getExportsOfModule(module))
    .map((symbol) => ({ name: symbol.name, symbol: behind(symbol, checker) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};
