// Reads a CloudFormation template from YAML; apart, because its short tags (!Ref, !Sub, …) are CloudFormation's own.
import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, YAMLMap } from 'yaml';
import { TemplateError } from './template-error.ts';

/**
 * The template as plain data. Each short tag becomes its long form, so that `!Sub x` reads `{ 'Fn::Sub': 'x' }`.
 * @throws TemplateError when the text is not YAML; the message has line and column
 */
export const parseTemplate = (text: string, file: string): unknown => {
  const document = parseDocument(text, { logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) throw new TemplateError(file, '', firstLine(error.message));
  return plain(document.contents, document);
};

const firstLine = (text: string): string => text.split('\n', 1)[0]?.replace(/:$/, '') ?? text;

const plain = (node: unknown, document: Document): unknown => {
  if (isAlias(node)) return plain(node.resolve(document), document);
  if (isMap(node)) return tagged(node.tag, plainMap(node, document));
  if (isSeq(node))
    return tagged(
      node.tag,
      node.items.map((item) => plain(item, document)),
    );
  return isScalar(node) ? tagged(node.tag, node.value) : null;
};

const plainMap = (map: YAMLMap, document: Document): object =>
  Object.fromEntries(
    map.items.filter(isPair).map(({ key, value }) => [String(plain(key, document)), plain(value, document)]),
  );

const tagged = (tag: string | undefined, value: unknown): unknown => {
  if (tag?.startsWith('!') !== true || tag === '!') return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  return { [`Fn::${name}`]: name === 'GetAtt' ? splitAttribute(value) : value };
};

const splitAttribute = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const dot = value.indexOf('.');
  return dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)];
};
