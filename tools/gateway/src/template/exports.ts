// The exports of all stacks by name, so that Fn::ImportValue finds them in another template.
import { StartError } from '../start-error.ts';
import { isMap } from './field.ts';
import type { Resolver } from './resolver.ts';

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
        const found = resolvers.flatMap((resolver) => outputsNamed(name, resolver));
        if (found.length > 1) throw new StartError([`${found.length} templates export ${name}`]);
        return found[0]?.();
      } finally {
        underWay.delete(name);
      }
    },
  };
};

const outputsNamed = (wanted: string, resolver: Resolver): (() => unknown)[] =>
  Object.entries(resolver.section('Outputs')).flatMap(([id, output]) => {
    const at = `Outputs.${id}`;
    const exported = isMap(output) && isMap(output['Export']) ? output['Export']['Name'] : undefined;
    if (!isMap(output) || exported === undefined || !exists(output, at, resolver)) return [];
    if (resolver.field(exported, `${at}.Export.Name`).string() !== wanted) return [];
    return [() => resolver.resolve(output['Value'], `${at}.Value`)];
  });

const exists = (output: Readonly<Record<string, unknown>>, at: string, resolver: Resolver): boolean =>
  typeof output['Condition'] !== 'string' || resolver.condition(output['Condition'], `${at}.Condition`);
