// Compiles the examples of the exports, each as the module of somebody who imports the package.
import { join } from 'node:path';
import ts from 'typescript';
import { examplesOf, placeOf, shownOnce, type Shown } from './docs.ts';
import { optionsOf, type Faces } from './faces.ts';
import { hostWith } from './host.ts';

/** Names that examples may use without saying where they come from: a token, an event, a store. */
const GIVENS = join(import.meta.dirname, 'givens.ts');

/** The complaints of the compiler about the examples, a line for each. */
export const exampleFaults = (faces: Faces): readonly string[] => {
  const modules = modulesOf(faces);
  const texts = new Map([...modules].map(([file, { text }]) => [file, text]));
  const options = optionsOf(faces.workspace, faces.libraries);
  const program = ts.createProgram([...modules.keys()], options, hostWith(faces, texts), faces.program);
  return [...modules].flatMap(([file, { shown }]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) =>
        `${placeOf(shown, faces)}: the example does not compile: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
};

interface Example {
  readonly shown: Shown;
  readonly text: string;
}

const modulesOf = (faces: Faces): ReadonlyMap<string, Example> => {
  const checker = faces.program.getTypeChecker();
  const givens = declaredIn(
    ts.createSourceFile(GIVENS, ts.sys.readFile(GIVENS) ?? '', ts.ScriptTarget.Latest),
  );
  const examples = shownOnce(faces).flatMap((shown) =>
    examplesOf(shown.symbol, checker).map((code) => ({ shown, text: moduleOf(shown, code, faces, givens) })),
  );
  return new Map(examples.map((example, index) => [join(faces.workspace, `example-${index}.ts`), example]));
};

/** The example behind the imports of the names that it uses and does not declare. */
const moduleOf = (
  { specifier }: Shown,
  code: string,
  { all }: Faces,
  givens: ReadonlySet<string>,
): string => {
  const module = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const own = declaredIn(module);
  const free = [...usedIn(module)].filter((name) => !own.has(name));
  const face = new Set(all.find((each) => each.specifier === specifier)?.exports.map(({ name }) => name));
  const given = free.filter((name) => !face.has(name) && givens.has(name));
  const ofFace = free.filter((name) => face.has(name));
  return `${importOf(ofFace, specifier)}${importOf(given, GIVENS)}${code}\nexport {};\n`;
};

const importOf = (names: readonly string[], specifier: string): string =>
  names.length === 0 ? '' : `import { ${names.join(', ')} } from '${specifier}';\n`;

const declaredIn = (module: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isExportSpecifier(node) ||
      ts.isImportClause(node);
    if (isDeclaration && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(module);
  return names;
};

const usedIn = (module: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else if (ts.isPropertyAssignment(node)) visit(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(module);
  return names;
};
