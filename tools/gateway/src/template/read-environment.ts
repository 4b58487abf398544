// The environment of a function: what its template names, with local values before the template's own.
import { isMap } from './field.ts';
import type { Resolver } from './resolver.ts';
import type { Resource } from './resources.ts';

/**
 * The variables of a function. One that a local value answers is not resolved, so that a parameter without a Default
 * is no hindrance.
 * @throws TemplateError
 */
export const readEnvironment = (
  resource: Resource,
  resolver: Resolver,
  localValues: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    variablesOf(resource, resolver).flatMap(({ name, value, at }) => {
      const chosen = chooseBranch(value, at, resolver);
      if (chosen === undefined) return [];
      return [[name, localValues[name] ?? resolver.field(chosen, at).string()]];
    }),
  );

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
