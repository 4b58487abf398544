// Paths with parameters, as API Gateway writes them.
import type { ParameterOf } from './route.ts';

/** The names of the parameters of a path, from left to right. */
export const parametersOf = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** The path of a route with these values in place of its parameters. */
export const pathOf = <Path extends string>(
  { path }: { readonly path: Path },
  values: Readonly<Record<ParameterOf<Path>, string>>,
): string =>
  path.replaceAll(/\{(\w+)\}/g, (_whole, name: ParameterOf<Path>) => encodeURIComponent(values[name]));
