// The compiler from granted routes to resource patterns: as few as it finds, none that lets an ungranted request in.
import { coverAll } from './cover.ts';
import { PolicyError } from './errors.ts';
import { dropCovered } from './glob.ts';
import { HttpVerb, isHttpVerb } from './http-verb.ts';
import { RequestMap, UNMENTIONED, type Found, type MappedRoute, type Verdict } from './request-map.ts';
import { isPlainSegment, parsePath, type PathSegment } from './resource-path.ts';
import { GREEDY, isLiteral, MANY, ONE, type SegmentPattern } from './segment-pattern.ts';

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
export interface CompactedGrants {
  readonly allow: readonly Route[];
  readonly deny: readonly Route[];
}

/**
 * Compiles grants into patterns such that of `routes`, all the protected routes of the API, exactly the granted ones
 * are allowed. `*` takes the place of several patterns only where no request of an ungranted route matches it; routes
 * that are not listed are unprotected, and no concern of a policy. A granted route that cannot be written without
 * matching another route's requests (`/users/{id}` as `users/*` reaches `/users/{id}/keys`) brings a denial along.
 *
 * Pure; the same grants in the same order give the same patterns.
 * @throws PolicyError `unknown_route` when a grant's route is not among `routes`; `inexpressible_grant` when a denial
 * would hit a granted request; `invalid_verb`, `invalid_path` for a malformed route, or for a bound value that is not
 * plain text, or whose parameter does not exist.
 */
export const compactGrants = (granted: readonly Grant[], routes: readonly Route[]): CompactedGrants => {
  const mapped = mapRoutes(granted, routes);
  const exact = withoutCovered(mapped.flatMap(({ grants }) => grants.flatMap(toResources)));
  const denials = withoutCovered(findDenials(exact, mapped));
  const map = new RequestMap(mapped, denials);
  const allowances = coverAll(exact, (pattern) => map.find(pattern, isBreach) === undefined);
  return { allow: allowances.map(toRoute), deny: denials.map(toRoute) };
};

const mapRoutes = (granted: readonly Grant[], routes: readonly Route[]): readonly MappedRoute[] => {
  const byShape = new Map<string, { pattern: SegmentPattern; grants: SegmentPattern[] }>();
  for (const route of routes) {
    const pattern = toPattern(route);
    byShape.set(pattern.join('/'), { pattern, grants: [] });
  }
  for (const grant of granted) {
    const route = byShape.get(toPattern(grant).join('/'));
    if (route === undefined) throw unknownRoute();
    route.grants.push(toPattern(grant, grant.params));
  }
  return [...byShape.values()];
};

const unknownRoute = (): PolicyError =>
  new PolicyError('unknown_route', 'A grant names a route that the API does not have.');

const toPattern = ({ verb, path }: Route, params: Readonly<Record<string, string>> = {}): SegmentPattern => {
  if (!isHttpVerb(verb)) throw new PolicyError('invalid_verb', 'The verb of a route is not one of HttpVerb.');
  const segments = parsePath(path);
  const names = segments.map((segment) => (segment.kind === 'parameter' ? segment.name : undefined));
  if (!Object.keys(params).every((name) => names.includes(name))) {
    throw new PolicyError('invalid_path', 'A grant binds a parameter that its route does not have.');
  }
  return [verb === HttpVerb.ALL ? ONE : verb, ...segments.map((segment) => toToken(segment, params))];
};

const toToken = (segment: PathSegment, params: Readonly<Record<string, string>>): string => {
  const isBound = segment.kind === 'parameter' && Object.hasOwn(params, segment.name);
  if (segment.kind === 'parameter' && !isBound) return segment.greedy ? GREEDY : ONE;
  const text = segment.kind === 'literal' ? segment.text : (params[segment.name] ?? '');
  if ((text === '' && !isBound) || isPlainSegment(text)) return text;
  throw new PolicyError('invalid_path', 'A segment of a route, or a bound value, is not plain text.');
};

// A verb of `*` would run over slashes, so that it is the cover's choice, not the start.
const toResources = ([verb = '', ...path]: SegmentPattern): readonly SegmentPattern[] =>
  (verb === ONE ? SINGLE_VERBS : [verb]).map((each) => toResource([each, ...path]));

const SINGLE_VERBS: readonly string[] = Object.values(HttpVerb).filter((verb) => verb !== HttpVerb.ALL);

const toResource = (pattern: SegmentPattern): SegmentPattern =>
  pattern.map((token) => (isLiteral(token) ? token : MANY));

const toRoute = ([verb = '', ...path]: SegmentPattern): Route => ({
  verb: verb as HttpVerb,
  path: `/${path.join('/')}`,
});

const findDenials = (
  allowed: readonly SegmentPattern[],
  routes: readonly MappedRoute[],
): readonly SegmentPattern[] => {
  const denials: SegmentPattern[] = [];
  let map = new RequestMap(routes, denials);
  for (const pattern of allowed) {
    for (
      let breach = map.find(pattern, isBreach);
      breach !== undefined;
      breach = map.find(pattern, isBreach)
    ) {
      const denial = denialsOf(breach).find((each) => map.find(each, isOwed) === undefined);
      if (denial === undefined || denials.length === MAX_DENIALS) throw inexpressible(pattern, breach);
      denials.push(denial);
      map = new RequestMap(routes, denials);
    }
  }
  return denials;
};

// More would not fit into an authorizer's answer.
const MAX_DENIALS = 100;

/** What would end a breach, the best first: all that the route answers, or requests like the one found. */
const denialsOf = ({ verdict, request }: Found): readonly SegmentPattern[] => [
  toResource(verdict.answeredBy),
  request.map((segment, index) => (segment === UNMENTIONED || isHole(request, index) ? MANY : segment)),
];

// A path pattern may end in a slash, but not have an empty segment inside.
const isHole = (request: readonly string[], index: number): boolean =>
  request[index] === '' && index < request.length - 1;

/** A request that would be let in and must not be. */
const isBreach = ({ granted, denied }: Verdict): boolean => !granted && !denied;

/** A request that has to get in. */
const isOwed = ({ owed }: Verdict): boolean => owed;

const withoutCovered = (patterns: readonly SegmentPattern[]): readonly SegmentPattern[] =>
  dropCovered(patterns.map((pattern) => pattern.join('/'))).map((pattern) => pattern.split('/'));

const inexpressible = (pattern: SegmentPattern, { verdict }: Found): PolicyError =>
  new PolicyError(
    'inexpressible_grant',
    `No policy separates what is granted as ${pattern.join('/')} from the rest of ${verdict.answeredBy.join('/')}.`,
  );
