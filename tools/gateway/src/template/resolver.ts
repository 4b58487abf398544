// Resolves the intrinsic functions of one template; apart from the functions themselves, which know nothing of stacks.
import { evaluateCondition } from './conditions.ts';
import { Field } from './field.ts';
import { isFunctionName, isMap } from './values.ts';
import { branchOf, INTRINSICS } from './intrinsics.ts';
import { attributeOf, referenceTo } from './references.ts';
import type { Resolver, Stack } from './resolving.ts';
import { TemplateError } from './template-error.ts';

/** A resolver of `stack`. Nothing is resolved before it is asked for, so what runs elsewhere never hinders here. */
export const createResolver = (stack: Stack): Resolver => {
  const resolver: Resolver = {
    stack,
    resolve: (value, at) => resolve(value, at, resolver),
    choose: (value, at) => chosen(value, at, resolver).value,
    open: (value, at) => open(value, at, resolver),
    reference: (name, at) => referenceTo(name, at, resolver),
    attribute: (resource, attribute, at) => attributeOf(resource, attribute, at, resolver),
    condition: (name, at) => evaluateCondition({ Condition: name }, at, resolver),
    section: (name) => new Field(stack.file, name, stack.template[name] ?? {}).map(),
    field: (value, at) => new Field(stack.file, at, value, resolver),
    fail: (at, problem) => {
      throw new TemplateError(stack.file, at, problem);
    },
  };
  return resolver;
};

const resolve = (value: unknown, at: string, resolver: Resolver): unknown => {
  if (Array.isArray(value)) return resolveList(value, at, resolver);
  if (!isMap(value)) return value;
  const name = functionOf(value, at, resolver);
  if (name === undefined) return resolveMap(value, at, resolver);
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (intrinsic === undefined) return resolver.fail(at, `the local gateway does not know ${name}`);
  return intrinsic(value[name], `${at}.${name}`, resolver);
};

const open = (value: unknown, at: string, resolver: Resolver): unknown => {
  const found = chosen(value, at, resolver);
  const isCall = isMap(found.value) && functionOf(found.value, found.at, resolver) !== undefined;
  return isCall ? resolve(found.value, found.at, resolver) : found.value;
};

interface Placed {
  readonly value: unknown;
  readonly at: string;
}

const chosen = (value: unknown, at: string, resolver: Resolver): Placed => {
  if (!isMap(value)) return { value, at };
  const name = functionOf(value, at, resolver);
  if (name === 'Ref' && value['Ref'] === 'AWS::NoValue') return { value: undefined, at };
  if (name !== 'Fn::If') return { value, at };
  const [branch, place] = branchOf(value['Fn::If'], `${at}.Fn::If`, resolver);
  return chosen(branch, place, resolver);
};

const functionOf = (
  value: Readonly<Record<string, unknown>>,
  at: string,
  resolver: Resolver,
): string | undefined => {
  const names = Object.keys(value);
  const found = names.find(isFunctionName);
  if (found === undefined || names.length === 1) return found;
  return resolver.fail(at, `${found} stands beside ${names.filter((name) => name !== found).join(', ')}`);
};

const resolveList = (list: readonly unknown[], at: string, resolver: Resolver): unknown[] =>
  list.map((item, index) => resolve(item, `${at}[${index}]`, resolver)).filter((item) => item !== undefined);

const resolveMap = (map: Readonly<Record<string, unknown>>, at: string, resolver: Resolver): object =>
  Object.fromEntries(
    Object.entries(map)
      .map(([name, value]) => [name, resolve(value, `${at}.${name}`, resolver)] as const)
      .filter(([, value]) => value !== undefined),
  );
