// The first values of providers, so that a start ends on what no call could use: told by variable and rule, like all of a
// configuration.
import { ConfigurationError, UnresolvedReference, type Problem } from './errors.ts';
import { isLambda, type Environment } from './place.ts';
import type { Provider } from './provider.ts';
import { placeOf, type PathReference, type Reference, type UrlReference } from './reference.ts';

/** A variable's reference and the provider over it; null for a variable that is not set, of which nothing is asked. */
export type Needed = readonly [
  reference: Reference | UrlReference | PathReference | null,
  provider: Provider<unknown>,
];

/**
 * Waits for the first value of each.
 * @throws ConfigurationError that lists each variable whose provider gives none, and why
 */
export const requireFirstValues = async (needed: readonly Needed[]): Promise<void> => {
  const problems = await Promise.all(needed.map(findProblem));
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw new ConfigurationError(found);
};

/**
 * As `requireFirstValues`, of what is at hand: in place or in a file. Nothing in Lambda, where a caller waits for the cold
 * start, and a function may need none of the values; what cannot be used is then told by the first call that needs it.
 */
export const requireValuesAtHand = async (env: Environment, needed: readonly Needed[]): Promise<void> => {
  if (!isLambda(env)) await requireFirstValues(needed.filter(([reference]) => isAtHand(reference)));
};

const isAtHand = (reference: Needed[0]): boolean =>
  reference?.from === 'in-place' || reference?.from === 'file';

const findProblem = async ([reference, provider]: Needed): Promise<Problem | null> => {
  if (reference === null) return null;
  try {
    await provider.current();
    return null;
  } catch (error) {
    if (!(error instanceof UnresolvedReference)) throw error;
    const { variable, from } = reference;
    return { variable, rule: from === 'in-place' ? error.rule : `${error.rule} (${placeOf(reference)})` };
  }
};
