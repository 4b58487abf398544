// The choice of patterns: a greedy set cover over the ways in which the exact ones can be widened.
import { covers } from './glob.ts';
import { MANY, type SegmentPattern } from './segment-pattern.ts';

/** A pattern that may be chosen, and which of the exact ones it would spare. */
interface Candidate {
  readonly pattern: SegmentPattern;
  readonly spares: readonly SegmentPattern[];
}

/**
 * Few safe patterns that cover all of `exact`: each time the one that covers most of what is left and, among equals,
 * the narrowest, so that a wildcard is there only where it spares a pattern. The exact ones are safe themselves, and
 * none covers another.
 */
export const coverAll = (
  exact: readonly SegmentPattern[],
  isSafe: (pattern: SegmentPattern) => boolean,
): readonly SegmentPattern[] => {
  const chosen: SegmentPattern[] = [];
  let [best, ...others] = findCandidates(exact);
  while (best !== undefined) {
    const isChosen = isSafe(best.pattern);
    if (isChosen) chosen.push(best.pattern);
    [best, ...others] = isChosen ? withoutSpared(others, new Set(best.spares)) : others;
  }
  return [...chosen, ...exact.filter((pattern) => !chosen.some((wide) => reaches(wide, pattern)))];
};

/** The widened patterns that cover several exact ones, the best first. */
const findCandidates = (exact: readonly SegmentPattern[]): readonly Candidate[] => {
  const distinct = new Map(exact.flatMap(widen).map((pattern) => [pattern.join('/'), pattern]));
  return [...distinct.values()]
    .map((pattern) => ({ pattern, spares: exact.filter((narrow) => reaches(pattern, narrow)) }))
    .filter(isUseful)
    .sort(byUse);
};

/** The pattern with any verb, and with its end or its beginning left open. */
const widen = ([verb = '', ...path]: SegmentPattern): readonly SegmentPattern[] => {
  const beginnings = path.map((_, index) => [...path.slice(0, index), MANY]);
  const ends = path.slice(1).map((_, index) => path.slice(index + 1));
  const paths = [path, ...beginnings, ...ends.map((end) => [MANY, ...end])];
  return [...paths.map((open) => [verb, ...open]), ...[...paths, ...ends].map((open) => [MANY, ...open])];
};

const withoutSpared = (
  candidates: readonly Candidate[],
  spared: ReadonlySet<SegmentPattern>,
): readonly Candidate[] =>
  candidates
    .map(({ pattern, spares }) => ({ pattern, spares: spares.filter((exact) => !spared.has(exact)) }))
    .filter(isUseful)
    .sort(byUse);

const isUseful = ({ spares }: Candidate): boolean => spares.length > 1;

const byUse = (one: Candidate, other: Candidate): number =>
  other.spares.length - one.spares.length ||
  countLiterals(other.pattern) - countLiterals(one.pattern) ||
  other.pattern.length - one.pattern.length;

const countLiterals = (pattern: SegmentPattern): number => pattern.filter((token) => token !== MANY).length;

const reaches = (wide: SegmentPattern, narrow: SegmentPattern): boolean =>
  covers(wide.join('/'), narrow.join('/'));
