// Compiles the modules of a package with TypeScript: JavaScript with its source map, and declarations, each file for itself.
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import type { Layout } from './layout.ts';
import { modulesOf, runTimeFilesOf, runTimeNameOf, textOf } from './run-time-files.ts';

export interface EmitOptions {
  readonly workspace: string;
  /** The sources of the entries, relative to the workspace. */
  readonly entries: readonly string[];
  readonly layout: Layout;
  readonly folder: string;
  readonly parsed: ParsedFiles;
}

/** Sources and declarations by their paths, for as long as none of them changes. */
export type ParsedFiles = Map<string, ts.SourceFile>;

/** Where the package reaches outside: every specifier of another package that its modules import. */
export type Imports = ReadonlySet<string>;

/**
 * Writes what the entries reach into `folder`, and tells what it imports from elsewhere.
 * @throws Error with TypeScript's complaints
 */
export const emitPackage = (options: EmitOptions): Imports => {
  const { workspace, entries, layout, folder } = options;
  const { program, runTimeFiles } = programOf([...entries, ...ambientOf(workspace, layout)], options);
  const imports = new Set<string>();
  const sourcePathOf = (file: string): string => relative(workspace, file).split(sep).join('/');
  const rewrite = (specifier: string, file: string, isImport: boolean): string => {
    const source = sourcePathOf(file);
    if (!isImport) return layout.urlFor(specifier, source);
    const written = layout.specifierFor(specifier, source);
    if (!written.startsWith('.')) imports.add(written);
    return written;
  };
  const { diagnostics } = program.emit(undefined, writeInto(folder, layout, sourcePathOf), undefined, false, {
    before: [rewriting(rewrite)],
    afterDeclarations: [rewriting(rewrite) as ts.TransformerFactory<ts.SourceFile | ts.Bundle>],
  });
  refuse([...ts.getPreEmitDiagnostics(program), ...diagnostics], workspace);
  for (const file of runTimeFiles.filter((each) => !each.endsWith('.ts')))
    write(join(folder, layout.placeOf(file)), textOf(file, workspace));
  return imports;
};

interface Reached {
  readonly program: ts.Program;
  readonly runTimeFiles: readonly string[];
}

/** The modules that the roots reach, those among them that a file which is read at run time leads to. */
const programOf = (roots: readonly string[], options: EmitOptions, before?: ts.Program): Reached => {
  const { workspace, layout, parsed } = options;
  const files = roots.map((file) => join(workspace, file));
  const compiler = optionsOf(workspace, layout);
  const program = ts.createProgram(files, compiler, parsingOnce(compiler, parsed), before);
  const runTimeFiles = runTimeFilesOf(program, workspace);
  const more = runTimeFiles
    .flatMap((file) => modulesOf(file, workspace))
    .filter((file) => !roots.includes(file));
  if (more.length === 0) return { program, runTimeFiles };
  return programOf([...roots, ...more], options, program);
};

/** A host that parses no file twice: the builds of all packages ask the parser for the same. */
const parsingOnce = (options: ts.CompilerOptions, parsed: ParsedFiles): ts.CompilerHost => {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile: (name, ...how) => {
      const file = parsed.get(name) ?? host.getSourceFile(name, ...how);
      if (file !== undefined) parsed.set(name, file);
      return file;
    },
  };
};

/** What the libraries declare of packages that have no types; no module imports it. */
const ambientOf = (workspace: string, { folders }: Layout): readonly string[] =>
  folders.flatMap((folder) => globSync(`${folder}/src/**/*.d.ts`, { cwd: workspace }));

const optionsOf = (workspace: string, { sources }: Layout): ts.CompilerOptions => {
  const file = join(workspace, 'tsconfig.base.json');
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, workspace);
  const paths = Object.entries(sources).map(([specifier, source]) => [specifier, [join(workspace, source)]]);
  return {
    ...options,
    paths: Object.fromEntries(paths) as ts.MapLike<string[]>,
    ...{ noEmit: false, declaration: true, sourceMap: true, inlineSources: true, stripInternal: true },
    ...{ rewriteRelativeImportExtensions: true, rootDir: workspace, outDir: join(workspace, 'dist/none') },
  };
};

const writeInto =
  (folder: string, { placeOf }: Layout, sourcePathOf: (file: string) => string): ts.WriteFileCallback =>
  (file, text, _mark, _onError, sources = []) => {
    const source = sourcePathOf(sources[0]?.fileName ?? '');
    const place = placeOf(source);
    const ending = /(\.d\.ts|\.js\.map|\.js)$/.exec(file)?.[0] ?? '';
    write(join(folder, place + ending), ending === '.js.map' ? withSource(text, source) : text);
  };

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** The map holds the source itself; its path only has to tell whose it is. */
const withSource = (map: string, source: string): string =>
  JSON.stringify({
    ...(JSON.parse(map) as object),
    sourceRoot: '',
    sources: [source.replace(/^(?:apps|libs|tools)\//, '@gatehouse/')],
  });

type Rewrite = (specifier: string, file: string, isImport: boolean) => string;

/**
 * Gives every import and export, `import()` and `import('…')` in a type among them, the specifier that `rewrite` says, and
 * `new URL('…', import.meta.url)` the path.
 */
const rewriting =
  (rewrite: Rewrite): ts.TransformerFactory<ts.SourceFile> =>
  (context) =>
  (file) => {
    const { factory } = context;
    const renamed = (literal: ts.StringLiteral, isImport: boolean): ts.StringLiteral =>
      factory.createStringLiteral(rewrite(literal.text, file.fileName, isImport), true);
    const relocated = (node: ts.NewExpression): ts.Node => {
      const name = runTimeNameOf(node);
      if (name === undefined) return ts.visitEachChild(node, visit, context);
      const rest = (node.arguments ?? []).slice(1);
      return factory.createNewExpression(node.expression, undefined, [renamed(name, false), ...rest]);
    };
    const visit = (node: ts.Node): ts.Node => {
      if (ts.isNewExpression(node)) return relocated(node);
      if (ts.isStringLiteral(node) && isSpecifier(node)) return renamed(node, true);
      return ts.visitEachChild(node, visit, context);
    };
    return ts.visitEachChild(file, visit, context);
  };

const isSpecifier = (node: ts.StringLiteral): boolean => {
  const { parent } = node;
  if (parent === undefined) return false;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent))
    return parent.moduleSpecifier === node;
  if (ts.isLiteralTypeNode(parent)) return ts.isImportTypeNode(parent.parent);
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
};

const refuse = (diagnostics: readonly ts.Diagnostic[], workspace: string): void => {
  if (diagnostics.length === 0) return;
  const host = {
    getCurrentDirectory: () => workspace,
    getCanonicalFileName: (name: string) => name,
    getNewLine: () => '\n',
  };
  throw new Error(ts.formatDiagnostics(diagnostics, host));
};
