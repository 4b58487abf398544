// The `Condition` block: understood in full or refused, then held against the context of a request.
// IAM's logic: operators and keys are ANDed, the values of one key ORed, and negated operators ask for none of them.
import {
  parseBoolean,
  parseOperator,
  type ConditionOperator,
  type ConditionValue,
  type Operator,
  type ValueTest,
} from './condition-operators.ts';
import { filledListOf, listOf, membersOf, unreadable } from './parsing.ts';

/** A `Condition` block as the builder takes it: operator → key → value or values. */
export type Conditions = {
  readonly [Name in ConditionOperator]?: Readonly<Record<string, ConditionValue | readonly ConditionValue[]>>;
};

/**
 * What is known of a request, by condition key (`aws:SourceIp`, `aws:CurrentTime`, …) in any letter case. A list is a
 * key with several values, which `ForAllValues` and `ForAnyValue` ask for.
 */
export type RequestContext = Readonly<Record<string, ConditionValue | readonly ConditionValue[] | undefined>>;

/** One key of one operator. `undefined` as an answer means that it cannot be decided. */
export type ConditionTest = (context: ReadonlyMap<string, unknown>) => boolean | undefined;

/**
 * The tests of a block; an empty block asks for nothing.
 * @throws PolicyError `invalid_policy` when anything in it is not understood, `${…}` included where it is a variable
 */
export const readConditions = (
  block: unknown,
  place: string,
  hasVariables: boolean,
): readonly ConditionTest[] =>
  membersOf(block, `the Condition of ${place}`).flatMap(([operator, keys]) =>
    readOperator(operator, keys, `${operator} of ${place}`, hasVariables),
  );

/**
 * Whether a statement with these tests applies. A test that cannot be decided, such as an address that is none,
 * counts as `whenUnclear`: true for a Deny, false for an Allow.
 */
export const conditionsHold = (
  tests: readonly ConditionTest[],
  context: ReadonlyMap<string, unknown>,
  whenUnclear: boolean,
): boolean => tests.every((test) => test(context) ?? whenUnclear);

/** The context by lower-case key, without the keys that have no value. */
export const indexContext = (context: RequestContext): ReadonlyMap<string, unknown> => {
  const index = new Map<string, unknown>();
  for (const [key, value] of Object.entries(context)) {
    if (value === undefined || value === null) continue;
    const name = key.toLowerCase();
    index.set(name, index.has(name) ? TWO_SPELLINGS : value);
  }
  return index;
};

// Two spellings of one key have no single value: this is nothing that a test can compare.
const TWO_SPELLINGS = Symbol('two spellings of one key');

const readOperator = (
  operator: string,
  keys: unknown,
  where: string,
  hasVariables: boolean,
): readonly ConditionTest[] => {
  const members = membersOf(keys, where);
  if (members.length === 0) throw unreadable(`${where} has no keys`);
  return members.map(([key, value]) =>
    readTest(operator, key, readValues(value, where, hasVariables), where),
  );
};

const readValues = (value: unknown, where: string, hasVariables: boolean): readonly ConditionValue[] =>
  filledListOf(value, `a key of ${where}`).map((each) => {
    if (!isScalar(each)) throw unreadable(`a value of ${where} is not a text, a number or a boolean`);
    // IAM would replace a policy variable; what it stands for is not known here.
    if (hasVariables && String(each).includes('${'))
      throw unreadable(`a value of ${where} has a policy variable`);
    return each;
  });

const isScalar = (value: unknown): value is ConditionValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const readTest = (
  name: string,
  key: string,
  values: readonly ConditionValue[],
  where: string,
): ConditionTest => {
  const operator = parseOperator(name);
  const read = name === 'Null' ? readBoolean : operator?.read;
  if (read === undefined) throw unreadable(`${where} is not a known operator`);
  const tests = values.map((value) => read(value) ?? refuseValue(where));
  const contextKey = key.toLowerCase();
  if (operator === undefined) return (context) => tests.some((test) => test(!context.has(contextKey)));
  return (context) => decide(operator, tests, context.get(contextKey));
};

const readBoolean = (policyValue: ConditionValue): ValueTest | undefined => {
  const wanted = parseBoolean(policyValue);
  return wanted === undefined ? undefined : (isMissing) => isMissing === wanted;
};

const refuseValue = (where: string): never => {
  throw unreadable(`a value of ${where} is not one for this operator`);
};

const decide = (operator: Operator, tests: readonly ValueTest[], actual: unknown): boolean | undefined => {
  if (actual === undefined) return operator.whenMissing;
  if (operator.set === undefined) return matches(operator, tests, actual);
  const results = listOf(actual).map((value) => matches(operator, tests, value));
  // All of them hold unless one does not; any of them holds if one does.
  const decisive = operator.set === 'ForAnyValue';
  if (results.includes(decisive)) return decisive;
  return results.includes(undefined) ? undefined : !decisive;
};

const matches = ({ negated }: Operator, tests: readonly ValueTest[], value: unknown): boolean | undefined => {
  if (!isScalar(value)) return undefined;
  const results = tests.map((test) => test(value));
  return results.includes(undefined) ? undefined : results.includes(true) !== negated;
};
