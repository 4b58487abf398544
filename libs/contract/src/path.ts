// Paths with parameters, as API Gateway writes them.

/** The names of the parameters of a path, from left to right. */
export const parametersOf = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
