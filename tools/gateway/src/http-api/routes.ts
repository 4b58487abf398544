// Finds the route of a call among those of all HTTP APIs: by path and method together, the most specific first.
import { StartError } from '../start-error.ts';
import { METHODS } from '../template/methods.ts';
import type { HttpApiModel, HttpRouteModel } from '../template/http-api/model.ts';
import { parsePathPattern } from '../routes/path-pattern.ts';
import type { PatternSegment } from '../routes/path-pattern.ts';
import type { TargetSegment } from '../routes/request-target.ts';

export interface HttpMatch {
  readonly api: HttpApiModel;
  readonly route: HttpRouteModel;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export interface HttpRoutes {
  /**
   * The route of a call, or null. A path that could mean two things has no segments (`null`), and so `$default` alone.
   */
  match(segments: readonly TargetSegment[] | null, method: string): HttpMatch | null;
}

interface Entry {
  readonly api: HttpApiModel;
  readonly route: HttpRouteModel;
  readonly pattern: readonly PatternSegment[];
}

/** @throws StartError when two routes claim one path and method */
export const createHttpRoutes = (apis: readonly HttpApiModel[]): HttpRoutes => {
  const entries = apis.flatMap((api) =>
    api.routes.map((route) => ({ api, route, pattern: patternOf(route) })),
  );
  assertApart(entries);
  const withPath = entries.filter(({ route }) => route.path !== null).sort(bySpecificity);
  const fallback = entries.find(({ route }) => route.path === null);
  return {
    match(segments, method) {
      if (!METHODS.includes(method)) return null;
      const found = segments === null ? undefined : find(withPath, segments, method);
      if (found === 'ambiguous') return null;
      const entry = found ?? fallback;
      if (entry === undefined) return null;
      const { api, route, pattern } = entry;
      return { api, route, pathParameters: parametersOf(pattern, segments ?? []) };
    },
  };
};

const patternOf = ({ path }: HttpRouteModel): readonly PatternSegment[] =>
  path === null ? [] : (parsePathPattern(path).segments ?? []);

const assertApart = (entries: readonly Entry[]): void => {
  const known = new Map<string, Entry>();
  for (const entry of entries) {
    const { api, route } = entry;
    const key = `${route.method} ${shapeOf(route)}`;
    const other = known.get(key);
    if (other !== undefined)
      throw new StartError([`${api.app}: ${route.routeKey}: ${other.api.app} already has this route`]);
    known.set(key, entry);
  }
};

/** The path without the names of its parameters: two routes may not differ in these alone. */
const shapeOf = ({ path }: HttpRouteModel): string => path?.replace(/\{[^}]*?(\+?)\}/g, '{$1}') ?? '$default';

const KINDS = ['literal', 'parameter', 'greedy'];

/** A literal before a parameter before the rest of the path, at the first place where two differ; then a method before ANY. */
const bySpecificity = (one: Entry, other: Entry): number => {
  for (const [index, { kind }] of one.pattern.entries()) {
    const difference = KINDS.indexOf(kind) - KINDS.indexOf(other.pattern[index]?.kind ?? kind);
    if (difference !== 0) return difference;
  }
  return Number(one.route.method === 'ANY') - Number(other.route.method === 'ANY');
};

/** A path whose decoded form is another route's would run the one by the grant of the other: it has none. */
const find = (
  entries: readonly Entry[],
  segments: readonly TargetSegment[],
  method: string,
): Entry | 'ambiguous' | undefined => {
  const candidates = entries.filter(({ route }) => route.method === method || route.method === 'ANY');
  const sent = candidates.find(({ pattern }) => fits(pattern, segments, ({ raw }) => raw));
  const judged = candidates.find(({ pattern }) => fits(pattern, segments, ({ decoded }) => decoded));
  return sent === judged ? sent : 'ambiguous';
};

const fits = (
  pattern: readonly PatternSegment[],
  segments: readonly TargetSegment[],
  textOf: (segment: TargetSegment) => string,
): boolean => {
  const isGreedy = pattern.at(-1)?.kind === 'greedy';
  if (isGreedy ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every((wanted, index) => {
    const segment = segments[index];
    return wanted.kind !== 'literal' || (segment !== undefined && textOf(segment) === wanted.text);
  });
};

const parametersOf = (
  pattern: readonly PatternSegment[],
  segments: readonly TargetSegment[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pattern.flatMap((wanted, index) => {
      if (wanted.kind === 'literal') return [];
      const rest = segments.slice(index, wanted.kind === 'greedy' ? undefined : index + 1);
      return [[wanted.name, rest.map(({ decoded }) => decoded).join('/')]];
    }),
  );
