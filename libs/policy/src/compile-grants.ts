// The compiler from granted routes to resource patterns: each granted route as it is, and a denial where the `*` of a
// parameter, which crosses slashes, would let in what is not granted.
import { PolicyError } from './errors.ts';
import { dropCovered } from './glob.ts';
import { HttpVerb, isHttpVerb } from './http-verb.ts';
import { isPlainSegment, parsePath, WILDCARD, type PathSegment } from './resource-path.ts';
import { answererOf, matchingRequests, ONE, GREEDY, requestsOf, type ApiRoute } from './symbolic-requests.ts';

/** A protected route of an API, as its template has it: `{ verb: 'GET', path: '/users/{id}' }`. */
export interface Route {
  readonly verb: HttpVerb;
  readonly path: string;
}

/** A route that may be called; with `params`, only for those values of its parameters. */
export interface Grant extends Route {
  /** Parameter name → the one value granted, as it stands in the path. */
  readonly params?: Readonly<Record<string, string>>;
}

/** What `allowMethod` and `denyMethod` take. A denial is there only where an allowance would reach too far. */
export interface CompiledGrants {
  readonly allow: readonly Route[];
  readonly deny: readonly Route[];
}

/**
 * Compiles grants into exact patterns: `*` stands for a parameter that is granted for every value, and for nothing else. Of
 * `routes`, all the protected routes of the API, one that is not granted at all is denied where an allowed pattern would
 * match its requests (`/users/{id}` as `users/*` reaches `/users/7/keys`), unless the denial would take a granted request
 * too: such a route is left to its own handler.
 *
 * Pure; the same grants in the same order give the same patterns.
 * @throws PolicyError `unknown_route` when a grant's route is not among `routes`; `invalid_verb`, `invalid_path` for a
 * malformed route, or for a bound value that is not plain text, or whose parameter does not exist.
 * @example
 * const routes: Route[] = [{ verb: 'GET', path: '/users' }, { verb: 'GET', path: '/users/{id}' }];
 * compileGrants([{ verb: 'GET', path: '/users/{id}', params: { id: '42' } }], routes);
 * // { allow: [{ verb: 'GET', path: '/users/42' }], deny: [] }
 */
export const compileGrants = (granted: readonly Grant[], routes: readonly Route[]): CompiledGrants => {
  const all = distinct(routes.flatMap(toApiRoutes));
  const grants = granted.flatMap((grant) => toGrants(grant, all));
  const allowed = grants.map(({ verb, segments }) => ({ verb, segments: segments.map(toPatternSegment) }));
  const held = new Set(grants.map(({ route }) => route));
  const ungranted = all.filter((route) => !held.has(route));
  const denied = ungranted.flatMap((route) =>
    denialsOf(route, { all, allowed }).filter((denial) => !takesGranted(denial, grants, all)),
  );
  return { allow: withoutCovered(allowed), deny: withoutCovered(denied) };
};

/** A verb and segments of a resource pattern: literals and `*`. */
interface Pattern {
  readonly verb: string;
  readonly segments: readonly string[];
}

/** A granted route, with the bound values in the place of their parameters. */
interface CompiledGrant extends Pattern {
  readonly route: ApiRoute;
}

/** A route of any verb is one for each, less specific than one that names its verb. */
const toApiRoutes = ({ verb, path }: Route): readonly ApiRoute[] => {
  if (!isHttpVerb(verb)) throw new PolicyError('invalid_verb', 'The verb of a route is not one of HttpVerb.');
  const segments = parsePath(path).map((segment) => toSegment(segment, {}));
  const isAnyVerb = verb === HttpVerb.ALL;
  const shape = [verb, ...segments].join('/');
  return (isAnyVerb ? SINGLE_VERBS : [verb]).map((each) => ({
    verb: each,
    segments,
    isAnyVerb,
    shape: `${each} ${shape}`,
  }));
};

const SINGLE_VERBS: readonly string[] = Object.values(HttpVerb).filter((verb) => verb !== HttpVerb.ALL);

const toGrants = (grant: Grant, all: readonly ApiRoute[]): readonly CompiledGrant[] => {
  const parsed = parsePath(grant.path);
  const names = parsed.flatMap((segment) => (segment.kind === 'parameter' ? [segment.name] : []));
  if (!Object.keys(grant.params ?? {}).every((name) => names.includes(name)))
    throw new PolicyError('invalid_path', 'A grant binds a parameter that its route does not have.');
  const segments = parsed.map((segment) => toSegment(segment, grant.params ?? {}));
  return toApiRoutes(grant).map((own) => {
    const route = all.find(({ shape }) => shape === own.shape);
    if (route === undefined)
      throw new PolicyError('unknown_route', 'A grant names a route that the API does not have.');
    return { verb: own.verb, segments, route };
  });
};

/** Paths that differ by the names of their parameters alone are one route. */
const distinct = (routes: readonly ApiRoute[]): readonly ApiRoute[] => [
  ...new Map(routes.map((route) => [route.shape, route])).values(),
];

const toSegment = (segment: PathSegment, params: Readonly<Record<string, string>>): string => {
  const isBound = segment.kind === 'parameter' && Object.hasOwn(params, segment.name);
  if (segment.kind === 'parameter' && !isBound) return segment.greedy ? GREEDY : ONE;
  const text = segment.kind === 'literal' ? segment.text : (params[segment.name] ?? '');
  if ((text === '' && !isBound) || isPlainSegment(text)) return text;
  throw new PolicyError('invalid_path', 'A segment of a route, or a bound value, is not plain text.');
};

const toPatternSegment = (segment: string): string =>
  segment === ONE || segment === GREEDY ? WILDCARD : segment;

/** The patterns that no other one covers, as routes. */
const withoutCovered = (patterns: readonly Pattern[]): readonly Route[] =>
  dropCovered(patterns.map(({ verb, segments }) => [verb, ...segments].join('/'))).map((text) => {
    const slash = text.indexOf('/');
    return { verb: text.slice(0, slash) as HttpVerb, path: text.slice(slash) };
  });

/** What has to be denied of a route: its requests, where a pattern matches some, and those that end in a slash likewise. */
const denialsOf = (
  route: ApiRoute,
  { all, allowed }: { readonly all: readonly ApiRoute[]; readonly allowed: readonly Pattern[] },
): readonly Pattern[] => {
  const reaching = allowed.filter(({ verb }) => verb === route.verb);
  const isReached = (form: readonly string[]): boolean =>
    requestsOf(form, all).some((request) =>
      reaching.some(({ segments }) =>
        matchingRequests(segments, request).some((matched) => answererOf(route.verb, matched, all) === route),
      ),
    );
  return formsOf(route.segments)
    .filter(isReached)
    .map((form) => ({ verb: route.verb, segments: form.map(toPatternSegment) }));
};

/** Whether a pattern matches a request that a granted route answers, as the route is written: without a slash at the end. */
const takesGranted = (
  { verb, segments }: Pattern,
  grants: readonly CompiledGrant[],
  all: readonly ApiRoute[],
): boolean =>
  grants
    .filter((grant) => grant.verb === verb)
    .some(({ segments: granted, route }) =>
      requestsOf(granted, all).some((request) =>
        matchingRequests(segments, request).some((matched) => answererOf(verb, matched, all) === route),
      ),
    );

/** API Gateway answers `/users/` as it answers `/users`, and IAM's `*` may be empty: both forms belong to a route. */
const formsOf = (segments: readonly string[]): readonly (readonly string[])[] =>
  segments.at(-1) === '' ? [segments] : [segments, [...segments, '']];
