// Writes a template as YAML that people read: short tags, lists of names in one line, and the comments of its members.
import { Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq, type Node, type ToStringOptions } from 'yaml';
import { Named, type Members, type Value } from './cloudformation.ts';

/** The text of a template, below a first comment. */
export const toYaml = (template: Members, heading: string): string => {
  // CloudFormation reads YAML 1.1: what is a date or a boolean there is quoted.
  const document = new Document(null, { compat: 'yaml-1.1' });
  const root = mapOf(template, { document, named: new Map() });
  for (const pair of root.items.slice(1)) if (pair.value instanceof YAMLMap) spaceBefore(pair);
  const resources = root.get('Resources');
  if (resources instanceof YAMLMap) for (const pair of resources.items.slice(1)) spaceBefore(pair);
  document.contents = root;
  return `# ${heading}\n${document.toString(STYLE)}`;
};

const STYLE: ToStringOptions = { lineWidth: 0, singleQuote: true, flowCollectionPadding: false };

interface Writing {
  readonly document: Document;
  /** The values that stand in the text already, with their nodes. */
  readonly named: Map<Named, Node>;
}

const nodeOf = (value: Value, writing: Writing): Node => {
  if (value instanceof Named) return namedNode(value, writing);
  if (isList(value)) return listOf(value, writing);
  if (typeof value !== 'object') return new Scalar(value);
  const [name = '', ...others] = Object.keys(value);
  return others.length === 0 && isIntrinsic(name, value[name])
    ? intrinsicOf(name, value[name], writing)
    : mapOf(value, writing);
};

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** In full where it stands first, an alias everywhere else. */
const namedNode = (value: Named, writing: Writing): Node => {
  const written = writing.named.get(value);
  if (written !== undefined) return writing.document.createAlias(written as Scalar, value.name);
  const node = nodeOf(value.value, writing);
  writing.named.set(value, node);
  (node as Scalar).anchor = value.name;
  return node;
};

const listOf = (items: readonly Value[], writing: Writing): YAMLSeq => {
  const list = new YAMLSeq();
  list.items = items.map((item) => nodeOf(item, writing));
  list.flow = list.items.every((item) => isScalar(item) && (item.tag === undefined || items.length === 1));
  return list;
};

const mapOf = (members: Members, writing: Writing): YAMLMap => {
  const map = new YAMLMap();
  let comment: string | undefined;
  for (const [name, value] of Object.entries(members)) {
    if (name.startsWith('# ')) comment = name.slice(1);
    else if (value !== undefined) {
      const key = new Scalar(name);
      if (comment !== undefined) key.commentBefore = comment.replaceAll('\n', '\n ');
      comment = undefined;
      map.items.push(new Pair(key, nodeOf(value, writing)));
    }
  }
  return map;
};

const isIntrinsic = (name: string, argument: Value): boolean =>
  name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');

/** The short tag, but around another one: YAML takes no two tags of one node. */
const intrinsicOf = (name: string, argument: Value, writing: Writing): Node => {
  const node =
    name === 'Fn::GetAtt' && isList(argument)
      ? new Scalar((argument as readonly string[]).join('.'))
      : nodeOf(argument, writing);
  if (node.tag !== undefined) return oneMember(name, node);
  node.tag = `!${name.replace('Fn::', '')}`;
  if (node instanceof YAMLSeq) node.flow = fitsOnALine(argument);
  return node;
};

const oneMember = (name: string, node: Node): YAMLMap => {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(name), node));
  return map;
};

/** Whether the arguments of an intrinsic are short, and hold no objects of their own. */
const fitsOnALine = (argument: Value): boolean => {
  const text = JSON.stringify(argument);
  const objects = text.match(/\{"/g)?.length ?? 0;
  const intrinsics = text.match(/\{"(Ref|Condition|Fn::\w+)":/g)?.length ?? 0;
  return objects === intrinsics && text.length - intrinsics * 8 < 110;
};

const spaceBefore = ({ key }: Pair): void => {
  if (isScalar(key)) key.spaceBefore = true;
};
