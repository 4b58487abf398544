// The environment of an app's process: what its template names, with local values before the template's own.
import { isMap } from './field.ts';
import type { Resolver } from './resolver.ts';
import type { Resource } from './resources.ts';

/**
 * The variables of all functions of an app, as one process needs them. A variable that a local value answers is
 * not resolved, so that a parameter without a Default is no hindrance.
 * @throws TemplateError when two functions name one variable with different values
 */
export const readEnvironment = (
  functions: readonly Resource[],
  resolver: Resolver,
  localValues: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const merged = new Map<string, string>();
  for (const { name, value, at } of functions.flatMap((one) => variablesOf(one, resolver))) {
    const chosen = chooseBranch(value, at, resolver);
    if (chosen === undefined) continue;
    const final = localValues[name] ?? resolver.field(chosen, at).string();
    const known = merged.get(name) ?? final;
    if (known !== final)
      resolver.fail(at, `differs from another function's ${name}; here they share a process`);
    merged.set(name, final);
  }
  return Object.fromEntries(merged);
};

interface Variable {
  readonly name: string;
  readonly value: unknown;
  readonly at: string;
}

const variablesOf = (resource: Resource, resolver: Resolver): readonly Variable[] => {
  const environment = resource.raw('Environment');
  if (environment === undefined) return [];
  const at = `${resource.at}.Properties.Environment.Variables`;
  const variables = isMap(environment) ? environment['Variables'] : undefined;
  if (!isMap(variables)) return resolver.fail(at, 'must be a map');
  return Object.entries(variables).map(([name, value]) => ({ name, value, at: `${at}.${name}` }));
};

/** The value under its `Fn::If`s, not resolved further; undefined where that is `AWS::NoValue`: not named at all. */
const chooseBranch = (value: unknown, at: string, resolver: Resolver): unknown => {
  if (!isMap(value)) return value;
  if (value['Ref'] === 'AWS::NoValue') return undefined;
  const branches = value['Fn::If'];
  if (!Array.isArray(branches)) return value;
  const [condition, whenTrue, whenFalse] = branches as unknown[];
  return chooseBranch(resolver.condition(String(condition), at) ? whenTrue : whenFalse, at, resolver);
};
