// CloudFormation's intrinsic functions, one small function each, by the name that a template uses.
import { isMap, toText } from './values.ts';
import type { Resolver } from './resolving.ts';

type Intrinsic = (argument: unknown, at: string, resolver: Resolver) => unknown;

/** `Ref` (also of a parameter or a pseudo parameter). */
const ref: Intrinsic = (name, at, resolver) => resolver.reference(textOf(name, at, resolver), at);

const getAtt: Intrinsic = (argument, at, resolver) => {
  const [name, attribute] =
    typeof argument === 'string' ? splitOnce(argument) : listOf(argument, at, resolver, 2);
  return resolver.attribute(textOf(name, at, resolver), textOf(attribute, at, resolver), at);
};

const sub: Intrinsic = (argument, at, resolver) => {
  const [text, given] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
  const values = isMap(given) ? given : resolver.fail(at, 'takes a text and a map of values');
  return textOf(text, at, resolver).replace(/\$\{([^}]*)\}/g, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    return textOf(subValue(name.trim(), values, at, resolver), at, resolver);
  });
};

const subValue = (
  name: string,
  values: Readonly<Record<string, unknown>>,
  at: string,
  resolver: Resolver,
): unknown => {
  if (Object.hasOwn(values, name)) return resolver.resolve(values[name], `${at}.${name}`);
  if (!name.includes('.') || /\.(Stage|Alias|Version)$/.test(name)) return resolver.reference(name, at);
  const [resource, attribute] = splitOnce(name);
  return resolver.attribute(resource, attribute, at);
};

/** The branch that `Fn::If` takes, not resolved, with its place. */
export const branchOf = (argument: unknown, at: string, resolver: Resolver): readonly [unknown, string] => {
  const [name, whenTrue, whenFalse] = listOf(argument, at, resolver, 3);
  return resolver.condition(textOf(name, at, resolver), at)
    ? [whenTrue, `${at}[1]`]
    : [whenFalse, `${at}[2]`];
};

const chooseIf: Intrinsic = (argument, at, resolver) => resolver.resolve(...branchOf(argument, at, resolver));

const join: Intrinsic = (argument, at, resolver) => {
  const [separator, items] = listOf(argument, at, resolver, 2);
  return resolvedList(items, at, resolver)
    .map((item) => textOf(item, at, resolver))
    .join(textOf(separator, at, resolver));
};

const split: Intrinsic = (argument, at, resolver) => {
  const [separator, text] = listOf(argument, at, resolver, 2);
  return textOf(resolver.resolve(text, at), at, resolver).split(textOf(separator, at, resolver));
};

const select: Intrinsic = (argument, at, resolver) => {
  const [index, items] = listOf(argument, at, resolver, 2);
  const list = resolvedList(items, at, resolver);
  const position = Number(textOf(resolver.resolve(index, at), at, resolver));
  return list[position] ?? resolver.fail(at, `has no item ${position}`);
};

const findInMap: Intrinsic = (argument, at, resolver) => {
  const keys = listOf(argument, at, resolver, 3).map((key) =>
    textOf(resolver.resolve(key, at), at, resolver),
  );
  let found: unknown = resolver.section('Mappings');
  for (const key of keys) found = isMap(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found ?? resolver.fail(at, `Mappings has no ${keys.join('.')}`);
};

const importValue: Intrinsic = (argument, at, resolver) => {
  const name = textOf(resolver.resolve(argument, at), at, resolver);
  return resolver.stack.importValue(name) ?? resolver.fail(at, `no template here exports ${name}`);
};

const base64: Intrinsic = (argument, at, resolver) =>
  Buffer.from(textOf(resolver.resolve(argument, at), at, resolver)).toString('base64');

/** Every function that the local gateway knows. The condition functions are read where conditions are. */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: ref,
  'Fn::Base64': base64,
  'Fn::FindInMap': findInMap,
  'Fn::GetAtt': getAtt,
  'Fn::If': chooseIf,
  'Fn::ImportValue': importValue,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
};

const splitOnce = (text: string): [string, string] => {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
};

const listOf = (value: unknown, at: string, resolver: Resolver, length: number): readonly unknown[] =>
  Array.isArray(value) && value.length === length
    ? (value as unknown[])
    : resolver.fail(at, `takes a list of ${length}`);

const resolvedList = (value: unknown, at: string, resolver: Resolver): readonly unknown[] => {
  const resolved = resolver.resolve(value, at);
  return Array.isArray(resolved) ? (resolved as unknown[]) : resolver.fail(at, 'takes a list of values');
};

const textOf = (value: unknown, at: string, resolver: Resolver): string => {
  const read = toText(value);
  return 'text' in read ? read.text : resolver.fail(at, read.problem);
};
