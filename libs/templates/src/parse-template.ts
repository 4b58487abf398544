// A template as CloudFormation reads it: aliases followed, short tags in their long form.
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';

/** A value of a template that a test picks from. */
export type TemplateValue = any;

/** The template in `text`, with `!Sub x` as `{ 'Fn::Sub': 'x' }`. */
export const parseTemplate = (text: string): TemplateValue => {
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors[0] !== undefined) throw document.errors[0];
  return plain(document.contents, document);
};

const plain = (node: unknown, document: Document): TemplateValue => {
  if (isAlias(node)) return plain(node.resolve(document), document);
  return tagged((node as Node | null)?.tag, untagged(node, document));
};

const untagged = (node: unknown, document: Document): TemplateValue => {
  if (isMap(node))
    return Object.fromEntries(node.items.map(({ key, value }) => [String(key), plain(value, document)]));
  if (isSeq(node)) return node.items.map((item) => plain(item, document));
  return isScalar(node) ? node.value : null;
};

const tagged = (tag: string | undefined, value: TemplateValue): TemplateValue => {
  if (tag?.startsWith('!') !== true || tag === '!') return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  return { [`Fn::${name}`]: name === 'GetAtt' ? attributeOf(value) : value };
};

/** `Api.Stage.Name` is the attribute `Stage.Name` of `Api`. */
const attributeOf = (text: string): readonly string[] => {
  const [id = '', ...attribute] = text.split('.');
  return [id, attribute.join('.')];
};
