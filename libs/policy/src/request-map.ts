// Every request that an API can get, as one automaton over segments: for each, the route that answers it and whether
// that is granted. Exact, where comparing patterns two by two would be a guess.
import {
  advance,
  GREEDY,
  isComplete,
  isLiteral,
  literalsAt,
  MANY,
  ONE,
  START,
  type Positions,
  type SegmentPattern,
} from './segment-pattern.ts';

/** A protected route of the API, and what of it is granted: the route itself, or itself with parameters bound. */
export interface MappedRoute {
  readonly pattern: SegmentPattern;
  readonly grants: readonly SegmentPattern[];
}

/** What is known of a set of requests that nothing in the map tells apart. */
export interface Verdict {
  /** The most specific pattern that answers, with an empty last segment where the request ends in a slash. */
  readonly answeredBy: SegmentPattern;
  /** Granted, whether or not the request ends in a slash. */
  readonly granted: boolean;
  /** Granted as the route is written: a policy must let it in. */
  readonly owed: boolean;
  /** A pattern of a denial matches. */
  readonly denied: boolean;
}

/** A request that was looked for, `UNMENTIONED` standing for any segment that no pattern names. */
export interface Found {
  readonly verdict: Verdict;
  readonly request: readonly string[];
}

export const UNMENTIONED = '\0';

/** One pattern that is followed while a request is read, and what it stands for. */
interface Line {
  readonly kind: 'route' | 'grant' | 'denial';
  readonly pattern: SegmentPattern;
  readonly route?: MappedRoute;
  readonly endsInSlash: boolean;
}

interface Cursor {
  readonly line: number;
  readonly positions: Positions;
}

interface State {
  readonly key: string;
  readonly cursors: readonly Cursor[];
  readonly verdict: Verdict | undefined;
  readonly segments: readonly string[];
}

interface Reached {
  readonly state: State;
  readonly at: Positions;
  readonly request: readonly string[];
}

/** The requests of an API under a list of denials. */
export class RequestMap {
  readonly #lines: readonly Line[];
  readonly #start: State;
  readonly #steps = new Map<string, State>();

  constructor(routes: readonly MappedRoute[], denials: readonly SegmentPattern[]) {
    this.#lines = [...routes.flatMap(linesOf), ...denials.map(toDenial)];
    this.#start = this.#toState(this.#lines.map((_, line) => ({ line, positions: START })));
  }

  /** A shortest request that `pattern` matches and whose verdict `isWanted` picks; `undefined` if there is none. */
  find(pattern: SegmentPattern, isWanted: (verdict: Verdict) => boolean): Found | undefined {
    const seen = new Set<string>();
    const pending: Reached[] = [{ state: this.#start, at: START, request: [] }];
    for (const { state, at, request } of pending) {
      const verdict = isComplete(pattern, at) ? state.verdict : undefined;
      if (verdict !== undefined && isWanted(verdict)) return { verdict, request };
      for (const segment of new Set([...state.segments, ...literalsAt(pattern, at)])) {
        const next = { state: this.#follow(state, segment), at: advance(pattern, at, segment) };
        const key = `${next.at.join()} ${next.state.key}`;
        if (next.at.length === 0 || next.state.cursors.length === 0 || seen.has(key)) continue;
        seen.add(key);
        pending.push({ ...next, request: [...request, segment] });
      }
    }
    return undefined;
  }

  #follow(state: State, segment: string): State {
    const step = `${segment} ${state.key}`;
    const known = this.#steps.get(step);
    if (known !== undefined) return known;
    const cursors = state.cursors.map(({ line, positions }) => ({
      line,
      positions: advance(this.#patternOf(line), positions, segment),
    }));
    const next = this.#toState(cursors.filter(({ positions }) => positions.length > 0));
    this.#steps.set(step, next);
    return next;
  }

  #toState(cursors: readonly Cursor[]): State {
    const literals = cursors.flatMap(({ line, positions }) => literalsAt(this.#patternOf(line), positions));
    return {
      key: cursors.map(({ line, positions }) => `${line}:${positions.join()}`).join(' '),
      cursors,
      verdict: this.#judge(cursors),
      // All other segments behave like the one that nothing mentions.
      segments: [...new Set([...literals, '', UNMENTIONED])],
    };
  }

  #judge(cursors: readonly Cursor[]): Verdict | undefined {
    const reached = cursors
      .filter(({ line, positions }) => isComplete(this.#patternOf(line), positions))
      .map(({ line }) => this.#lines[line] as Line);
    const best = reached.filter(({ kind }) => kind === 'route').sort(bySpecificity)[0];
    if (best === undefined) return undefined;
    const grants = reached.filter(({ kind, route }) => kind === 'grant' && route === best.route);
    return {
      answeredBy: best.pattern,
      granted: grants.length > 0,
      owed: grants.some(({ endsInSlash }) => !endsInSlash),
      denied: reached.some(({ kind }) => kind === 'denial'),
    };
  }

  #patternOf(line: number): SegmentPattern {
    return this.#lines[line]?.pattern ?? [];
  }
}

const linesOf = (route: MappedRoute): readonly Line[] => [
  ...formsOf(route.pattern).map((form) => ({ kind: 'route' as const, route, ...form })),
  ...route.grants.flatMap(formsOf).map((form) => ({ kind: 'grant' as const, route, ...form })),
];

// A gateway may answer `/users/` as it answers `/users`, and IAM's `*` may be empty: both forms belong to a route.
const formsOf = (pattern: SegmentPattern): readonly Pick<Line, 'pattern' | 'endsInSlash'>[] => {
  const last = pattern.at(-1);
  if (last === '') return [{ pattern, endsInSlash: false }];
  const several = [...pattern.slice(0, -1), MANY];
  const longer = last === GREEDY ? [{ pattern: [...several, GREEDY], endsInSlash: false }] : [];
  const slashed = { pattern: [...(last === GREEDY ? several : pattern), ''], endsInSlash: true };
  return [{ pattern, endsInSlash: false }, ...longer, slashed];
};

const toDenial = (pattern: SegmentPattern): Line => ({ kind: 'denial', pattern, endsInSlash: false });

// As API Gateway chooses: from left to right a literal beats a parameter, which beats a greedy one; then the verb.
const bySpecificity = (one: Line, other: Line): number => {
  const [first, second] = [rankOf(one.pattern), rankOf(other.pattern)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
};

const rankOf = ([verb = '', ...path]: SegmentPattern): string =>
  [...path.map(rankOfToken), '/', rankOfToken(verb)].join('');

const rankOfToken = (token: string): string => {
  if (isLiteral(token)) return '0';
  return token === ONE ? '1' : '2';
};
