// The requests of an API by example: a request whose segments are literals, or `ONE` for a value that no route names. On
// such examples it can be decided exactly which pattern matches, and which route answers.
import { WILDCARD } from './resource-path.ts';

/** A parameter: exactly one segment that is not empty. In a request: any value that no route names. */
export const ONE = '{}';

/** A greedy parameter: one segment or more. */
export const GREEDY = '{+}';

/** A route of one verb. */
export interface ApiRoute {
  readonly verb: string;
  /** Literals, `ONE`, and `GREEDY` at the end. */
  readonly segments: readonly string[];
  /** Whether the route was declared for every verb. */
  readonly isAnyVerb: boolean;
  /** What tells it from another route: the names of parameters do not. */
  readonly shape: string;
}

/** The requests of a route, or of a form of it; of a greedy one as many as there are lengths to tell apart. */
export const requestsOf = (
  segments: readonly string[],
  all: readonly ApiRoute[],
): readonly (readonly string[])[] => {
  const at = segments.indexOf(GREEDY);
  if (at === -1) return [segments];
  const longest = Math.max(...all.map((route) => route.segments.length), segments.length) + 1;
  return Array.from({ length: longest - at }, (_, index) => [
    ...segments.slice(0, at),
    ...Array<string>(index + 1).fill(ONE),
    ...segments.slice(at + 1),
  ]);
};

/**
 * The requests of the form `request` that a resource pattern matches: IAM's `*` is one segment or more, empty ones included,
 * and a literal of the pattern is one of the values that `ONE` stands for.
 */
export const matchingRequests = (
  pattern: readonly string[],
  request: readonly string[],
): readonly (readonly string[])[] => {
  const [wanted, ...others] = pattern;
  const [segment, ...rest] = request;
  if (wanted === undefined || segment === undefined) return pattern.length === request.length ? [[]] : [];
  if (others.length > rest.length) return [];
  if (wanted === WILDCARD)
    return [...matchingRequests(others, rest), ...matchingRequests(pattern, rest)].map((end) => [
      segment,
      ...end,
    ]);
  if (wanted !== segment && (segment !== ONE || wanted === '')) return [];
  return matchingRequests(others, rest).map((end) => [wanted, ...end]);
};

/** The route that answers a request, which may end in a slash; undefined when none does. */
export const answererOf = (
  verb: string,
  request: readonly string[],
  all: readonly ApiRoute[],
): ApiRoute | undefined => {
  const asked = request.length > 1 && request.at(-1) === '' ? request.slice(0, -1) : request;
  const answering = all.filter((route) => route.verb === verb && answers(route.segments, asked));
  return answering.sort((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1))[0];
};

const answers = (segments: readonly string[], request: readonly string[]): boolean => {
  const isGreedy = segments.at(-1) === GREEDY;
  if (isGreedy ? request.length < segments.length : request.length !== segments.length) return false;
  return segments.every((segment, index) => isParameter(segment) || segment === request[index]);
};

const isParameter = (segment: string): boolean => segment === ONE || segment === GREEDY;

/** As API Gateway chooses: from left to right a literal beats a parameter, which beats a greedy one; then the verb. */
const rankOf = ({ segments, isAnyVerb }: ApiRoute): string =>
  [...segments.map((segment) => RANKS[segment] ?? '0'), isAnyVerb ? '/1' : '/0'].join('');

const RANKS: Readonly<Record<string, string>> = { [ONE]: '1', [GREEDY]: '2' };
