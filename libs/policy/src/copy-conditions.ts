// The conditions of a rule as a statement holds them; apart, because it takes the evaluator's reading to check them.
import type { ConditionValue } from './condition-operators.ts';
import { readConditions, type Conditions } from './conditions.ts';
import { PolicyError } from './errors.ts';
import type { ConditionBlock } from './statements.ts';

/**
 * A copy of the conditions with every value as text.
 * @throws PolicyError `invalid_conditions` for what the evaluator would not understand, as it is or as text: an instant
 * is a whole number of seconds with five digits or more, or ISO 8601. Stricter than IAM: an empty block is refused, since
 * it allows always, and so are `ForAllValues` and `ForAnyValue`, since the keys of API Gateway have one value.
 */
export const copyConditions = (conditions: Conditions): ConditionBlock => {
  assertUnderstood(conditions);
  const operators = Object.keys(conditions);
  if (operators.length === 0 || operators.some((name) => name.includes(':'))) throw invalidConditions();
  const copy = mapValues(conditions, (keys) => mapValues(keys ?? {}, toText));
  assertUnderstood(copy);
  return copy;
};

const assertUnderstood = (conditions: unknown): void => {
  try {
    readConditions(conditions, 'a rule', true);
  } catch {
    throw invalidConditions();
  }
};

const invalidConditions = (): PolicyError =>
  new PolicyError(
    'invalid_conditions',
    'The conditions are empty, or have an operator or a value that is not known.',
  );

const mapValues = <Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

const toText = (value: ConditionValue | readonly ConditionValue[]): string | string[] =>
  typeof value === 'object' ? value.map(String) : String(value);
