// Reads a CloudFormation template from YAML; apart, because its short tags (!Ref, !Sub, …) are CloudFormation's own.
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { TemplateError } from './template-error.ts';

/**
 * The template as plain data. Each short tag becomes its long form, so that `!Sub x` reads `{ 'Fn::Sub': 'x' }`.
 * @throws TemplateError when the text is not YAML; the message has line and column
 */
export const parseTemplate = (text: string, file: string): unknown => {
  const document = parseDocument(text, { logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) throw new TemplateError(file, '', firstLine(error.message));
  return plain(document.contents, { file, values: new Map() });
};

const firstLine = (text: string): string => text.split('\n', 1)[0]?.replace(/:$/, '') ?? text;

/** What each anchor stood for when it was last seen; an alias comes after its anchor. */
interface Anchors {
  readonly file: string;
  readonly values: Map<string, unknown>;
}

const plain = (node: unknown, anchors: Anchors): unknown => {
  if (isAlias(node)) return valueOf(node.source, anchors);
  const value = tagged((node as Node | null)?.tag, untagged(node, anchors));
  if (isMap(node) || isSeq(node) || isScalar(node)) if (node.anchor) anchors.values.set(node.anchor, value);
  return value;
};

const valueOf = (anchor: string, { file, values }: Anchors): unknown => {
  if (!values.has(anchor)) throw new TemplateError(file, '', `there is no anchor ${anchor} before its alias`);
  return values.get(anchor);
};

const untagged = (node: unknown, anchors: Anchors): unknown => {
  if (isMap(node)) return plainMap(node, anchors);
  if (isSeq(node)) return node.items.map((item) => plain(item, anchors));
  return isScalar(node) ? node.value : null;
};

const plainMap = (map: YAMLMap, anchors: Anchors): object =>
  Object.fromEntries(map.items.map(({ key, value }) => [String(plain(key, anchors)), plain(value, anchors)]));

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
