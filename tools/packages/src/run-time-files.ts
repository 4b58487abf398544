// Files that no import leads to: what a module names by `new URL('./…', import.meta.url)` and opens, or starts, when it runs.
import { readFileSync } from 'node:fs';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** The name of such a file: the `./worker.ts` of `new URL('./worker.ts', import.meta.url)`. */
export const runTimeNameOf = (node: ts.Node): ts.StringLiteral | undefined => {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'URL')
    return;
  const [name, base] = node.arguments ?? [];
  if (name === undefined || !ts.isStringLiteral(name) || !name.text.startsWith('.')) return;
  return base !== undefined && isModuleUrl(base) ? name : undefined;
};

const isModuleUrl = (node: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(node) && ts.isMetaProperty(node.expression) && node.name.text === 'url';

/** The files that the modules of a program name so, relative to the workspace. */
export const runTimeFilesOf = (program: ts.Program, workspace: string): readonly string[] => {
  const files = new Set<string>();
  const visit = (node: ts.Node, from: string): void => {
    const name = runTimeNameOf(node);
    if (name !== undefined) files.add(pathIn(workspace, resolve(dirname(from), name.text)));
    ts.forEachChild(node, (child) => visit(child, from));
  };
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) visit(file, file.fileName);
  return [...files];
};

const pathIn = (workspace: string, file: string): string => relative(workspace, file).split(sep).join('/');

/** The modules that come along because of such a file: itself, or those of the functions of a SAM template. */
export const modulesOf = (file: string, workspace: string): readonly string[] => {
  if (file.endsWith('.ts')) return [file];
  if (!isTemplate(file)) return [];
  const text = readFileSync(resolve(workspace, file), 'utf8');
  const modules = [...text.matchAll(SOURCES)].flatMap(([line]) => line.match(MODULE) ?? []);
  return [...new Set(modules)].map((module) => posix.join(posix.dirname(file), module));
};

/** The text of such a file in a package, where a template lies beside its compiled modules. */
export const textOf = (file: string, workspace: string): string => {
  const text = readFileSync(resolve(workspace, file), 'utf8');
  if (!isTemplate(file)) return text;
  return text.replace(SOURCES, (line) =>
    line.replace(MODULE, (module) => module.replace(/^src\/(.*)\.ts$/, '$1.js')),
  );
};

const isTemplate = (file: string): boolean => posix.basename(file) === 'template.yaml';

/** What `Metadata.Source` says, a condition between two modules among it. */
const SOURCES = /^ +Source: .*$/gm;
const MODULE = /\bsrc\/[\w./-]+\.ts\b/g;
