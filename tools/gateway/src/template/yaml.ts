// Reads a CloudFormation template from YAML, with CloudFormation's short tags (!Ref, !Sub, …) and YAML 1.1's merge keys.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Node, Scalar, YAMLMap } from 'yaml';
import { mergedEntries } from './merge-keys.ts';
import type { Entry } from './merge-keys.ts';
import { TemplateError } from './template-error.ts';
import { readScalar } from './yaml-scalar.ts';

/**
 * The template as plain data. Each short tag becomes its long form, so that `!Sub x` reads `{ 'Fn::Sub': 'x' }`.
 * @throws TemplateError when the text is not YAML as CloudFormation takes it; the message has line and column
 */
export const parseTemplate = (text: string, file: string): unknown => {
  const lines = new LineCounter();
  // In the failsafe schema every scalar is a text: what it means is decided in readScalar.
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'error', lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) throw new TemplateError(file, '', firstLine(error.message));
  const fail = (node: unknown, problem: string): never => {
    const { line, col } = lines.linePos((node as Node).range?.[0] ?? 0);
    throw new TemplateError(file, '', `${problem} at line ${line}, column ${col}`);
  };
  return plain(document.contents, { fail, values: new Map(), functions: new WeakSet() });
};

const firstLine = (text: string): string => text.split('\n', 1)[0]?.replace(/:$/, '') ?? text;

interface Reading {
  readonly fail: (node: unknown, problem: string) => never;
  /** What each anchor stood for when it was last seen; an alias comes after its anchor. */
  readonly values: Map<string, unknown>;
  /** Maps that were made of short tags, and are none in the text. */
  readonly functions: WeakSet<object>;
}

const plain = (node: unknown, reading: Reading): unknown => {
  if (isAlias(node)) return valueOf(node.source, node, reading);
  const value = tagged(node, reading);
  if (isMap(node) || isSeq(node) || isScalar(node)) if (node.anchor) reading.values.set(node.anchor, value);
  return value;
};

const valueOf = (anchor: string, node: unknown, { fail, values }: Reading): unknown =>
  values.has(anchor) ? values.get(anchor) : fail(node, `there is no anchor ${anchor} before its alias`);

const tagged = (node: unknown, reading: Reading): unknown => {
  const tag = (node as Node | null)?.tag;
  if (tag === undefined || tag === '!' || tag.startsWith(YAML_TAG)) return untagged(node, tag, reading);
  const value = isScalar(node) ? node.value : untagged(node, undefined, reading);
  const long = longForm(tag.slice(1), value);
  reading.functions.add(long);
  return long;
};

const YAML_TAG = 'tag:yaml.org,2002:';

const longForm = (name: string, value: unknown): object =>
  name === 'Ref' || name === 'Condition'
    ? { [name]: value }
    : { [`Fn::${name}`]: name === 'GetAtt' ? splitAttribute(value) : value };

const splitAttribute = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const dot = value.indexOf('.');
  return dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)];
};

const untagged = (node: unknown, tag: string | undefined, reading: Reading): unknown => {
  if (tag?.startsWith(YAML_TAG) === true && !KNOWN_TAGS.includes(tag.slice(YAML_TAG.length)))
    return reading.fail(node, `CloudFormation knows no tag !!${tag.slice(YAML_TAG.length)}`);
  if (isMap(node)) return plainMap(node, reading);
  if (isSeq(node)) return node.items.map((item) => plain(item, reading));
  return isScalar(node) ? scalar(node, tag) : null;
};

const KNOWN_TAGS = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'];

const scalar = ({ type, value }: Scalar, tag: string | undefined): unknown => {
  const isText = tag === undefined ? type !== 'PLAIN' : tag === '!' || tag === `${YAML_TAG}str`;
  return isText ? value : readScalar(String(value));
};

const plainMap = (map: YAMLMap, reading: Reading): object => {
  const inherited: Entry[] = [];
  const own: Entry[] = [];
  for (const { key, value } of map.items) {
    if (isMergeKey(key)) inherited.push(...merge(plain(value, reading), key, reading));
    else own.push([newName(key, own, reading), plain(value, reading)]);
  }
  return Object.fromEntries([...inherited, ...own]);
};

const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.tag === undefined;

const merge = (value: unknown, key: unknown, { functions, fail }: Reading): readonly Entry[] =>
  mergedEntries(value, functions) ?? fail(key, '<< takes a map or a list of maps');

const newName = (key: unknown, own: readonly Entry[], reading: Reading): string => {
  const name = nameOf(key, reading);
  return own.some(([other]) => other === name) ? reading.fail(key, `${name} stands twice`) : name;
};

// A number keeps its spelling where it is a name, as an account's id in Mappings.
const nameOf = (key: unknown, reading: Reading): string => {
  if (isAlias(key)) return aliasedName(key.source, key, reading);
  if (!isScalar(key) || key.tag?.startsWith('!') === true)
    return reading.fail(key, 'a name has to be a text');
  const value = scalar(key, key.tag);
  if (typeof value === 'boolean' || value === null)
    return reading.fail(key, `the name ${String(key.value)} is no text to AWS: write it in quotes`);
  return String(key.value);
};

const aliasedName = (anchor: string, key: unknown, reading: Reading): string => {
  const value = valueOf(anchor, key, reading);
  return typeof value === 'string' ? value : reading.fail(key, 'a name has to be a text');
};
