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
  for (const one of functions) {
    const { at } = one;
    for (const [name, value] of variablesOf(one.raw('Environment'), at, resolver)) {
      const place = `${at}.Properties.Environment.Variables.${name}`;
      const chosen = chooseBranch(value, place, resolver);
      if (chosen === undefined) continue;
      const final = localValues[name] ?? resolver.field(chosen, place).string();
      if ((merged.get(name) ?? final) !== final)
        resolver.fail(
          place,
          `another function of this app gives ${name} another value; locally they share a process`,
        );
      merged.set(name, final);
    }
  }
  return Object.fromEntries(merged);
};

const variablesOf = (environment: unknown, at: string, resolver: Resolver): [string, unknown][] => {
  if (environment === undefined) return [];
  const variables = isMap(environment) ? environment['Variables'] : undefined;
  return isMap(variables)
    ? Object.entries(variables)
    : resolver.fail(`${at}.Properties.Environment.Variables`, 'must be a map');
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
