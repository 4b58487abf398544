// The `Condition` block: understood in full or not at all, then held against the context of a request.
// IAM's logic: operators and keys are ANDed, the values of one key ORed, and negated operators ask for none of them.
import {
  findOperator,
  parseBoolean,
  type ConditionOperator,
  type ConditionValue,
  type ValueTest,
} from './condition-operators.ts';
import { isRecord, listOf, readEach } from './parsing.ts';

/** A `Condition` block as it is written: operator → key → value or values. */
export type Conditions = {
  readonly [Operator in ConditionOperator]?: Readonly<
    Record<string, ConditionValue | readonly ConditionValue[]>
  >;
};

/** What is known of a request, by condition key (`aws:SourceIp`, `aws:CurrentTime`, …) in any letter case. */
export type RequestContext = Readonly<Record<string, ConditionValue | undefined>>;

/** One key of one operator. `undefined` as the request's value means that the key is missing. */
export type ConditionTest = (context: ReadonlyMap<string, unknown>) => boolean | undefined;

/** The tests of a block, or `undefined` when anything in it is not understood, emptiness and `${…}` included. */
export const readConditions = (block: unknown): readonly ConditionTest[] | undefined => {
  const operators = entriesOf(block);
  return readEach(operators, ([operator, keys]) =>
    readEach(entriesOf(keys), ([key, values]) => readTest(operator, key, values)),
  )?.flat();
};

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
    // Two spellings of one key have no single value: a list is nothing that a test can compare.
    const name = key.toLowerCase();
    index.set(name, index.has(name) ? [] : value);
  }
  return index;
};

const IF_EXISTS = 'IfExists';

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] | undefined => {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return entries.length === 0 ? undefined : entries;
};

const readTest = (operator: string, key: string, value: unknown): ConditionTest | undefined => {
  const values = readEach(listOf(value), readValue);
  if (operator === 'Null') return readNullTest(key, values);
  const ifExists = operator.endsWith(IF_EXISTS);
  const rule = findOperator(ifExists ? operator.slice(0, -IF_EXISTS.length) : operator);
  const tests = rule && readEach(values, rule.read);
  return tests && testOf(key, tests, { negated: rule.negated, whenMissing: ifExists || rule.negated });
};

// IAM would replace a policy variable; what it stands for is not known here.
const readValue = (value: unknown): ConditionValue | undefined => {
  if (typeof value === 'string') return value.includes('${') ? undefined : value;
  return isScalar(value) ? value : undefined;
};

const isScalar = (value: unknown): value is ConditionValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const readNullTest = (
  key: string,
  values: readonly ConditionValue[] | undefined,
): ConditionTest | undefined => {
  const wanted = readEach(values, parseBoolean);
  return wanted && ((context) => wanted.includes(!context.has(key.toLowerCase())));
};

const testOf =
  (
    key: string,
    tests: readonly ValueTest[],
    { negated, whenMissing }: { readonly negated: boolean; readonly whenMissing: boolean },
  ): ConditionTest =>
  (context) => {
    const actual = context.get(key.toLowerCase());
    if (actual === undefined) return whenMissing;
    const matches = isScalar(actual) ? readEach(tests, (test) => test(actual)) : undefined;
    return matches && matches.includes(true) !== negated;
  };
