// Resolves the intrinsic functions of one template; apart from the functions themselves, which know nothing of stacks.
import { evaluateCondition } from './conditions.ts';
import { Field, isMap } from './field.ts';
import { INTRINSICS } from './intrinsics.ts';
import { attributeOf, referenceTo } from './references.ts';
import { TemplateError } from './template-error.ts';

/** One template with everything that its intrinsic functions can name. */
export interface Stack {
  readonly file: string;
  /** The folder's name: `users`. */
  readonly app: string;
  readonly stackName: string;
  readonly template: Readonly<Record<string, unknown>>;
  /** The value a parameter is given, or undefined: then its Default counts. */
  parameterValue(name: string): string | undefined;
  /** The value another stack exports under this name, or undefined. */
  importValue(name: string): unknown;
}

/** What an intrinsic function may ask. A result of `undefined` is `AWS::NoValue`: the member or item goes away. */
export interface Resolver {
  readonly stack: Stack;
  resolve(value: unknown, at: string): unknown;
  reference(name: string, at: string): unknown;
  attribute(resource: string, attribute: string, at: string): unknown;
  condition(name: string, at: string): boolean;
  /** The map under a top-level section: `Resources`, `Mappings`, … */
  section(name: string): Readonly<Record<string, unknown>>;
  field(value: unknown, at: string): Field;
  fail(at: string, problem: string): never;
}

/** A resolver of `stack`. Nothing is resolved before it is asked for, so what runs elsewhere never hinders here. */
export const createResolver = (stack: Stack): Resolver => {
  const resolver: Resolver = {
    stack,
    resolve: (value, at) => resolve(value, at, resolver),
    reference: (name, at) => referenceTo(name, at, resolver),
    attribute: (resource, attribute, at) => attributeOf(resource, attribute, at, resolver),
    condition: (name, at) => evaluateCondition({ Condition: name }, at, resolver),
    section: (name) => new Field(stack.file, name, stack.template[name] ?? {}).map(),
    field: (value, at) => new Field(stack.file, at, resolve(value, at, resolver)),
    fail: (at, problem) => {
      throw new TemplateError(stack.file, at, problem);
    },
  };
  return resolver;
};

const resolve = (value: unknown, at: string, resolver: Resolver): unknown => {
  if (Array.isArray(value)) return resolveList(value, at, resolver);
  if (!isMap(value)) return value;
  const [name = '', ...others] = Object.keys(value);
  if (!isIntrinsic(name)) return resolveMap(value, at, resolver);
  if (others.length > 0) resolver.fail(at, `${name} stands beside ${others.join(', ')}`);
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (intrinsic === undefined) return resolver.fail(at, `the local gateway does not know ${name}`);
  return intrinsic(value[name], `${at}.${name}`, resolver);
};

const isIntrinsic = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::');

const resolveList = (list: readonly unknown[], at: string, resolver: Resolver): unknown[] =>
  list.map((item, index) => resolve(item, `${at}[${index}]`, resolver)).filter((item) => item !== undefined);

const resolveMap = (map: Readonly<Record<string, unknown>>, at: string, resolver: Resolver): object =>
  Object.fromEntries(
    Object.entries(map)
      .map(([name, value]) => [name, resolve(value, `${at}.${name}`, resolver)] as const)
      .filter(([, value]) => value !== undefined),
  );
