// The text that says what a package promises: each name of each entry with its declaration, and the types these reach.
import { format } from 'prettier';
import ts from 'typescript';
import type { PublishedLibrary } from '../published.ts';
import { behind, type Export, type Face, type Faces } from './faces.ts';

/** The page of `library`, from faces that are reduced to their declarations. */
export const reportOf = (library: PublishedLibrary, faces: Faces): Promise<string> => {
  const { name } = library.manifest;
  const own = faces.all.filter(({ specifier }) => isOf(name, specifier));
  const shown = new Set<ts.Symbol>();
  const entries = own.map((face) => entryOf(face, shown, own));
  const inner = reachedBy(own, faces).map(textOf);
  const parts = [`# ${name}`, HEAD, ...entries, ...(inner.length > 0 ? [INNER, fenced(inner)] : [])];
  return format(parts.join('\n\n'), { parser: 'markdown', printWidth: 110, singleQuote: true });
};

const HEAD =
  'What this package promises, made of its declarations by `npm run api`. A change here is a change for those who install it.';
const INNER = '## Types that these are made of, and that no entry exports';

const isOf = (name: string, specifier: string): boolean =>
  specifier === name || specifier.startsWith(`${name}/`);

const entryOf = ({ specifier, exports }: Face, shown: Set<ts.Symbol>, own: readonly Face[]): string =>
  `## \`${specifier}\`\n\n${fenced(
    exports.map((each) => {
      if (shown.has(each.symbol)) return `// ${each.name}, as in ${firstOf(each.symbol, own)}`;
      shown.add(each.symbol);
      return each.name === each.symbol.name ? textOf(each.symbol) : renamed(each);
    }),
  )}`;

const firstOf = (symbol: ts.Symbol, own: readonly Face[]): string =>
  own.find(({ exports }) => exports.some((each) => each.symbol === symbol))?.specifier ?? '';

const renamed = ({ name, symbol }: Export): string => `// ${name} is ${symbol.name}\n${textOf(symbol)}`;

const fenced = (texts: readonly string[]): string => ['```ts', texts.join('\n\n'), '```'].join('\n');

const textOf = (symbol: ts.Symbol): string =>
  (symbol.declarations ?? [])
    .map((node) => statementOf(node).getText())
    .map((text) => text.replace(/^(export )?(default )?(declare )?/, ''))
    .join('\n');

/** A variable is declared within a statement, and the word `const` is the statement's. */
const statementOf = (node: ts.Node): ts.Node => (ts.isVariableDeclaration(node) ? node.parent.parent : node);

/** The types of the workspace that the exports lead to and that no published entry has, in the order of their names. */
const reachedBy = (own: readonly Face[], { all, program, workspace }: Faces): readonly ts.Symbol[] => {
  const checker = program.getTypeChecker();
  const published = new Set(all.flatMap(({ exports }) => exports.map(({ symbol }) => symbol)));
  const reached = new Set<ts.Symbol>();
  const isOurs = (symbol: ts.Symbol): boolean =>
    symbol.declarations?.every(
      (node) => isTopLevel(node) && isSource(node.getSourceFile().fileName, workspace),
    ) ?? false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) follow(checker.getSymbolAtLocation(node));
    ts.forEachChild(node, visit);
  };
  const follow = (found: ts.Symbol | undefined): void => {
    const symbol = found && behind(found, checker);
    if (symbol === undefined || published.has(symbol) || reached.has(symbol) || !isOurs(symbol)) return;
    reached.add(symbol);
    symbol.declarations?.forEach(visit);
  };
  for (const { exports } of own) for (const { symbol } of exports) symbol.declarations?.forEach(visit);
  return [...reached].sort((one, other) => (one.name < other.name ? -1 : 1));
};

/** A module as a whole, as of `import * as`, says nothing that its own declarations do not. */
const isTopLevel = (node: ts.Node): boolean =>
  !ts.isSourceFile(node) && ts.isSourceFile(statementOf(node).parent ?? node);

const isSource = (file: string, workspace: string): boolean =>
  file.startsWith(`${workspace}/`) && !file.includes('/node_modules/');
