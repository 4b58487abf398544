// Whether what others import is explained: a sentence for every export, and an example for what is called or constructed.
import { relative } from 'node:path';
import ts from 'typescript';
import type { Export, Faces } from './faces.ts';

/** An export by the first face that has it. */
export interface Shown extends Export {
  readonly specifier: string;
}

/** Every export of the faces once, where it comes first. */
export const shownOnce = ({ all }: Faces): readonly Shown[] => {
  const seen = new Set<ts.Symbol>();
  return all.flatMap(({ specifier, exports }) =>
    exports
      .filter(({ symbol }) => !seen.has(symbol) && seen.add(symbol))
      .map((each) => ({ ...each, specifier })),
  );
};

/** What is missing, a line for each: `@gatehouse/jwt: generateKey (libs/jwt/src/generate-key.ts:12) has no @example`. */
export const docFaults = (faces: Faces): readonly string[] => {
  const checker = faces.program.getTypeChecker();
  return shownOnce(faces).flatMap((shown) => {
    const { symbol } = shown;
    const isDescribed = symbol.getDocumentationComment(checker).some(({ text }) => text.trim() !== '');
    const needsExample = isCalled(symbol, checker) && examplesOf(symbol, checker).length === 0;
    return [
      ...(isDescribed ? [] : [`${placeOf(shown, faces)} has no sentence that says what it is`]),
      ...(needsExample ? [`${placeOf(shown, faces)} has no @example`] : []),
    ];
  });
};

/** The code of each `@example` of a symbol. */
export const examplesOf = (symbol: ts.Symbol, checker: ts.TypeChecker): readonly string[] =>
  symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === 'example')
    .map(({ text }) => ts.displayPartsToString(text));

/** `@gatehouse/jwt: generateKey (libs/jwt/src/generate-key.ts:12)`. */
export const placeOf = ({ specifier, name, symbol }: Shown, { workspace }: Faces): string => {
  const [node] = symbol.declarations ?? [];
  if (node === undefined) return `${specifier}: ${name}`;
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${specifier}: ${name} (${relative(workspace, file.fileName)}:${line + 1})`;
};

/** Functions and classes. */
const isCalled = (symbol: ts.Symbol, checker: ts.TypeChecker): boolean => {
  if (symbol.valueDeclaration === undefined) return false;
  const type = checker.getTypeOfSymbol(symbol);
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
};
