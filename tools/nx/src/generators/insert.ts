// Adds a line to a list that people write too: found by the compiler's own parser, so that no form of theirs is guessed.
import ts from 'typescript';
import { Refusal } from './refusal.ts';

/** The module with `line` among its re-exports, which are kept in order; a first one takes the place of `export {};`. */
export const insertExport = (text: string, line: string): string => {
  const lines = text.split('\n').filter((one) => one.trim() !== 'export {};' && one !== '');
  const isExport = (one: string): boolean => one.startsWith('export ');
  const exports = [...lines.filter(isExport), line].sort();
  return [...lines.filter((one) => !isExport(one)), ...exports, ''].join('\n');
};

/** The module with `member` at the end of the object literal that is the property `property`. @throws Refusal */
export const insertMember = (file: string, text: string, property: string, member: string): string => {
  const found = findObject(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), property);
  if (found === undefined) throw new Refusal(`${file}: there is no object ${property} to add a line to`);
  const last = found.properties.at(-1);
  const at = last?.end ?? found.getStart() + 1;
  return `${text.slice(0, at)}${last === undefined ? '' : ','}\n${member}${text.slice(at)}`;
};

const findObject = (node: ts.Node, property: string): ts.ObjectLiteralExpression | undefined => {
  if (
    ts.isPropertyAssignment(node) &&
    ts.isIdentifier(node.name) &&
    node.name.text === property &&
    ts.isObjectLiteralExpression(node.initializer)
  )
    return node.initializer;
  return ts.forEachChild(node, (child) => findObject(child, property));
};
