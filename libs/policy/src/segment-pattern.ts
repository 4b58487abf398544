// Resource patterns and routes as sequences of segments: on segments, who matches what can be decided exactly.
import { WILDCARD } from './resource-path.ts';

/** A verb and the segments of a path; each a literal, `ONE`, `GREEDY` or `MANY`. No literal looks like those. */
export type SegmentPattern = readonly string[];

/** A parameter of a route: exactly one segment that is not empty. */
export const ONE = '{}';

/** A greedy parameter, as far as it takes one segment: not empty either, but less specific than `ONE`. */
export const GREEDY = '{+}';

/** IAM's `*` as a whole segment: one segment or more, empty ones included. */
export const MANY = WILDCARD;

/** Where in a pattern a reader may stand after some segments, ascending; none when they do not fit. */
export type Positions = readonly number[];

export const START: Positions = [0];

/** The positions after one more segment. */
export const advance = (pattern: SegmentPattern, positions: Positions, segment: string): Positions => {
  const next = new Set<number>();
  for (const position of positions) {
    const token = pattern[position];
    if (token === undefined || !tokenMatches(token, segment)) continue;
    if (token === MANY) next.add(position);
    next.add(position + 1);
  }
  return [...next];
};

/** Whether the segments read so far are all that the pattern asks for. */
export const isComplete = (pattern: SegmentPattern, positions: Positions): boolean =>
  positions.includes(pattern.length);

/** The literals that would lead on from these positions. */
export const literalsAt = (pattern: SegmentPattern, positions: Positions): readonly string[] =>
  positions.flatMap((position) => pattern.slice(position, position + 1)).filter(isLiteral);

/** True for a token that stands for itself. */
export const isLiteral = (token: string): boolean => token !== ONE && token !== GREEDY && token !== MANY;

const tokenMatches = (token: string, segment: string): boolean =>
  token === segment || token === MANY || (!isLiteral(token) && segment !== '');
