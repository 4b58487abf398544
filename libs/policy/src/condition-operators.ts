// The condition operators of IAM, each as one reader of policy values; an operator without a row is unknown.
import { parseBlock } from './address-condition.ts';
import { parseArnPattern } from './arn-condition.ts';
import { parseInstant } from './date-condition.ts';
import { globMatches } from './glob.ts';

/** A value in a policy's condition or in the context of a request. */
export type ConditionValue = string | number | boolean;

/** Whether a value of the request matches one value of the policy; `undefined` when the two cannot be compared. */
export type ValueTest = (requestValue: ConditionValue) => boolean | undefined;

/** How an operator reads one value of the policy; `undefined` for a value that it does not understand. */
export type ValueReader = (policyValue: ConditionValue) => ValueTest | undefined;

interface OperatorRule {
  readonly read: ValueReader;
  /** A negated operator holds when no value matches, and when the key is missing. */
  readonly negated: boolean;
}

/** An operator with what stands around its name. */
export interface Operator extends OperatorRule {
  /** How many values of a key with several have to match; without it a key has one value. */
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** Whether it holds when the request does not have the key. */
  readonly whenMissing: boolean;
}

type BaseOperator =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringNotEqualsIgnoreCase'
  | 'StringLike'
  | 'StringNotLike'
  | 'IpAddress'
  | 'NotIpAddress'
  | 'DateEquals'
  | 'DateNotEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'NumericEquals'
  | 'NumericNotEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'ArnEquals'
  | 'ArnNotEquals'
  | 'ArnLike'
  | 'ArnNotLike'
  | 'BinaryEquals'
  | 'Bool';

/** Every operator for a key with one value, in IAM's spelling. `Null` asks for the key itself, so it has no `IfExists`. */
export type ConditionOperator = BaseOperator | `${BaseOperator}IfExists` | 'Null';

const compareText =
  (matches: (policyText: string, requestText: string) => boolean): ValueReader =>
  (policyValue) =>
  (requestValue) =>
    matches(String(policyValue), String(requestValue));

/** For values that have an order, once `parse` understands them. */
const compareOrdered =
  (parse: (value: ConditionValue) => number | undefined) =>
  (matches: (requested: number, wanted: number) => boolean): ValueReader =>
  (policyValue) => {
    const wanted = parse(policyValue);
    if (wanted === undefined) return undefined;
    return (requestValue) => {
      const requested = parse(requestValue);
      return requested === undefined ? undefined : matches(requested, wanted);
    };
  };

const parseNumber = (value: ConditionValue): number | undefined =>
  /^-?\d+(?:\.\d+)?$/.test(String(value)) ? Number(value) : undefined;

const compareInstants = compareOrdered(parseInstant);
const compareNumbers = compareOrdered(parseNumber);

const compareBooleans: ValueReader = (policyValue) => {
  const wanted = parseBoolean(policyValue);
  if (wanted === undefined) return undefined;
  return (requestValue) => {
    const actual = parseBoolean(requestValue);
    return actual === undefined ? undefined : actual === wanted;
  };
};

const compareAddresses: ValueReader = (policyValue) => {
  const test = parseBlock(String(policyValue));
  return test === undefined ? undefined : (requestValue) => test(String(requestValue));
};

const equalText = compareText((policyText, requestText) => policyText === requestText);
const equalTextInAnyCase = compareText(
  (policyText, requestText) => policyText.toLowerCase() === requestText.toLowerCase(),
);
const likeText = compareText(globMatches);

const compareArns: ValueReader = (policyValue) => {
  const test = parseArnPattern(String(policyValue));
  return test === undefined ? undefined : (requestValue) => test(String(requestValue));
};

const compareBytes: ValueReader = (policyValue) => {
  const isBase64 = Buffer.from(String(policyValue), 'base64').toString('base64') === policyValue;
  if (!isBase64) return undefined;
  return (requestValue) => Buffer.from(String(requestValue)).toString('base64') === policyValue;
};

const is = (read: ValueReader): OperatorRule => ({ read, negated: false });
const isNot = (read: ValueReader): OperatorRule => ({ read, negated: true });

const same = (requested: number, wanted: number): boolean => requested === wanted;
const less = (requested: number, wanted: number): boolean => requested < wanted;
const lessOrSame = (requested: number, wanted: number): boolean => requested <= wanted;
const greater = (requested: number, wanted: number): boolean => requested > wanted;
const greaterOrSame = (requested: number, wanted: number): boolean => requested >= wanted;

const operators: ReadonlyMap<string | undefined, OperatorRule> = new Map<BaseOperator, OperatorRule>([
  ['StringEquals', is(equalText)],
  ['StringNotEquals', isNot(equalText)],
  ['StringEqualsIgnoreCase', is(equalTextInAnyCase)],
  ['StringNotEqualsIgnoreCase', isNot(equalTextInAnyCase)],
  ['StringLike', is(likeText)],
  ['StringNotLike', isNot(likeText)],
  ['IpAddress', is(compareAddresses)],
  ['NotIpAddress', isNot(compareAddresses)],
  ['DateEquals', is(compareInstants(same))],
  ['DateNotEquals', isNot(compareInstants(same))],
  ['DateLessThan', is(compareInstants(less))],
  ['DateLessThanEquals', is(compareInstants(lessOrSame))],
  ['DateGreaterThan', is(compareInstants(greater))],
  ['DateGreaterThanEquals', is(compareInstants(greaterOrSame))],
  ['NumericEquals', is(compareNumbers(same))],
  ['NumericNotEquals', isNot(compareNumbers(same))],
  ['NumericLessThan', is(compareNumbers(less))],
  ['NumericLessThanEquals', is(compareNumbers(lessOrSame))],
  ['NumericGreaterThan', is(compareNumbers(greater))],
  ['NumericGreaterThanEquals', is(compareNumbers(greaterOrSame))],
  ['ArnEquals', is(compareArns)],
  ['ArnNotEquals', isNot(compareArns)],
  ['ArnLike', is(compareArns)],
  ['ArnNotLike', isNot(compareArns)],
  ['BinaryEquals', is(compareBytes)],
  ['Bool', is(compareBooleans)],
]);

const OPERATOR = /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<name>[A-Za-z]+?)(?<ifExists>IfExists)?$/;

/**
 * An operator by its whole name (`ForAnyValue:StringLikeIfExists`); `undefined` when it is not known. `Null` is not among
 * them. For a missing key, all of its values hold, and none of them is any.
 */
export const parseOperator = (text: string): Operator | undefined => {
  const { set, name, ifExists } = OPERATOR.exec(text)?.groups ?? {};
  const rule = operators.get(name);
  if (rule === undefined) return undefined;
  const holdsForNothing = set === undefined ? rule.negated : set === 'ForAllValues';
  return { ...rule, set: set as Operator['set'], whenMissing: holdsForNothing || ifExists !== undefined };
};

/** `true` and `false`, as JSON or as text in any case. */
export const parseBoolean = (value: ConditionValue): boolean | undefined => {
  const text = String(value).toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
};
