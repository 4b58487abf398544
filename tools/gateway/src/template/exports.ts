// The exports of all stacks by name, so that Fn::ImportValue finds them in another template.
import { StartError } from '../start-error.ts';
import { isMap } from './values.ts';
import type { Resolver } from './resolving.ts';

export interface Exports {
  /** Takes part from now on; gives the resolver back. */
  add(resolver: Resolver): Resolver;
  /** The exported value, or undefined when no stack exports the name. */
  valueOf(this: void, name: string): unknown;
}

/** An empty set of exports. Names and values are resolved when somebody imports. */
export const createExports = (): Exports => {
  const resolvers: Resolver[] = [];
  const underWay = new Set<string>();
  return {
    add(resolver) {
      resolvers.push(resolver);
      return resolver;
    },
    valueOf(name) {
      if (underWay.has(name)) throw new StartError([`the export ${name} leads to itself`]);
      underWay.add(name);
      try {
        return oneOf(name, resolvers)?.();
      } finally {
        underWay.delete(name);
      }
    },
  };
};

const oneOf = (name: string, resolvers: readonly Resolver[]): (() => unknown) | undefined => {
  const unreadable: StartError[] = [];
  const found = resolvers.flatMap((resolver) => outputsNamed(name, resolver, unreadable));
  if (found.length > 1) throw new StartError([`${found.length} templates export ${name}`]);
  const [first] = unreadable;
  if (found.length === 0 && first !== undefined) throw first;
  return found[0];
};

const outputsNamed = (wanted: string, resolver: Resolver, unreadable: StartError[]): (() => unknown)[] =>
  Object.entries(resolver.section('Outputs')).flatMap(([id, output]) => {
    const at = `Outputs.${id}`;
    const exported = isMap(output) && isMap(output['Export']) ? output['Export']['Name'] : undefined;
    if (!isMap(output) || exported === undefined) return [];
    if (readName(exported, `${at}.Export.Name`, resolver, unreadable) !== wanted) return [];
    return exists(output, at, resolver) ? [() => resolver.resolve(output['Value'], `${at}.Value`)] : [];
  });

// A name that cannot be read hinders nobody whose export is found elsewhere.
const readName = (
  name: unknown,
  at: string,
  resolver: Resolver,
  unreadable: StartError[],
): string | undefined => {
  try {
    return resolver.field(name, at).string();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    unreadable.push(error);
    return undefined;
  }
};

const exists = (output: Readonly<Record<string, unknown>>, at: string, resolver: Resolver): boolean =>
  typeof output['Condition'] !== 'string' || resolver.condition(output['Condition'], `${at}.Condition`);
