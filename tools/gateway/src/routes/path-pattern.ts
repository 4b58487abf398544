// The path of a resource as a template writes it: literals, {name}, and {name+} at the end.

export type PatternSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

/** The segments of a pattern, or in `problem` what API Gateway would refuse about it. */
export type PathPattern =
  | { readonly segments: readonly PatternSegment[]; readonly problem?: undefined }
  | { readonly segments?: undefined; readonly problem: string };

export const parsePathPattern = (path: string): PathPattern => {
  if (path === '/') return { segments: [] };
  if (!path.startsWith('/')) return { problem: 'must begin with /' };
  const segments = path.slice(1).split('/').map(parseSegment);
  if (segments.includes(null))
    return { problem: 'has a segment that is neither a literal, {name} nor {name+}' };
  const known = segments.filter((segment) => segment !== null);
  if (known.slice(0, -1).some(({ kind }) => kind === 'greedy'))
    return { problem: '{name+} must stand at the end' };
  const names = known.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]));
  return new Set(names).size === names.length ? { segments: known } : { problem: 'names a parameter twice' };
};

const parseSegment = (text: string): PatternSegment | null => {
  if (/^[\w.$:~@!&'()*+,;=-]+$/.test(text)) return { kind: 'literal', text };
  const [, name, plus] = /^\{([\w.-]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return null;
  return { kind: plus === '+' ? 'greedy' : 'parameter', name };
};
