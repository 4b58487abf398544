// From the rules that were added to the statements of a document: as few as possible, in the order they were added.
import type { PolicyStatement } from './authorizer-result.ts';
import { dropCovered } from './glob.ts';
import type { Effect } from './policy-language.ts';

/** Conditions as a statement holds them. */
export type ConditionBlock = NonNullable<PolicyStatement['Condition']>;

/** One call of the builder: what it allows or denies, and when. */
export interface Rule {
  readonly effect: Effect;
  readonly resource: string;
  readonly conditions: ConditionBlock | undefined;
}

/**
 * One statement per effect and set of conditions: first what is allowed, then what is denied, each without conditions
 * first. A resource that another one of its statement covers is left out.
 */
export const toStatements = (rules: readonly Rule[]): PolicyStatement[] => {
  const groups = Map.groupBy(
    [...rules].sort(byEffect),
    ({ effect, conditions }) => effect + keyOf(conditions),
  );
  return [...groups.values()].map(toStatement);
};

const byEffect = (one: Rule, other: Rule): number => rankOf(one) - rankOf(other);

const rankOf = ({ effect, conditions }: Rule): number =>
  (effect === 'Allow' ? 0 : 2) + (conditions === undefined ? 0 : 1);

const toStatement = (rules: readonly Rule[]): PolicyStatement => {
  const { effect, conditions } = rules[0] as Rule;
  const Resource = dropCovered(rules.map(({ resource }) => resource));
  const statement: PolicyStatement = { Action: 'execute-api:Invoke', Effect: effect, Resource };
  return conditions === undefined ? statement : { ...statement, Condition: structuredClone(conditions) };
};

// Neither the order of operators and keys nor that of values means anything.
const keyOf = (conditions: ConditionBlock | undefined): string =>
  JSON.stringify(
    Object.entries(conditions ?? {})
      .map(([operator, keys]) => [
        operator,
        Object.entries(keys)
          .map(([key, values]) => [key.toLowerCase(), [values].flat().sort()])
          .sort(),
      ])
      .sort(),
  );
