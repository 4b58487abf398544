// A decision that a test goes on with, by its kind.
import type { Decision } from '../index.ts';

/** The decision when it is of this kind; an error that says what it is otherwise. */
export const decidedAs = <Kind extends Decision['kind']>(
  kind: Kind,
  decision: Decision,
): Extract<Decision, { readonly kind: Kind }> => {
  if (decision.kind !== kind) throw new Error(`expected ${kind}, got ${decision.kind}`);
  return decision as Extract<Decision, { readonly kind: Kind }>;
};
