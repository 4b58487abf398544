// The condition operators that this library knows, each as one reader of policy values; an operator without a row is unknown.
import { parseBlock } from './address-condition.ts';
import { parseInstant } from './date-condition.ts';
import { globMatches } from './glob.ts';

/** A value in a policy's condition or in the context of a request. */
export type ConditionValue = string | number | boolean;

/** Whether a value of the request matches one value of the policy; `undefined` when the two cannot be compared. */
export type ValueTest = (requestValue: ConditionValue) => boolean | undefined;

/** How an operator reads one value of the policy; `undefined` for a value that it does not understand. */
export type ValueReader = (policyValue: ConditionValue) => ValueTest | undefined;

export interface OperatorRule {
  readonly read: ValueReader;
  /** A negated operator holds when no value matches, and when the key is missing. */
  readonly negated: boolean;
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
  | 'Bool';

/** Every operator, in IAM's spelling. `Null` asks for the key itself, so it has no `IfExists`. */
export type ConditionOperator = BaseOperator | `${BaseOperator}IfExists` | 'Null';

const compareText =
  (matches: (policyText: string, requestText: string) => boolean): ValueReader =>
  (policyValue) =>
  (requestValue) =>
    matches(String(policyValue), String(requestValue));

const compareInstants =
  (matches: (requestInstant: number, policyInstant: number) => boolean): ValueReader =>
  (policyValue) => {
    const policyInstant = parseInstant(policyValue);
    if (policyInstant === undefined) return undefined;
    return (requestValue) => {
      const requestInstant = parseInstant(requestValue);
      return requestInstant === undefined ? undefined : matches(requestInstant, policyInstant);
    };
  };

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
const sameInstant = compareInstants((request, policy) => request === policy);

const operators: ReadonlyMap<string, OperatorRule> = new Map<BaseOperator, OperatorRule>([
  ['StringEquals', { read: equalText, negated: false }],
  ['StringNotEquals', { read: equalText, negated: true }],
  ['StringEqualsIgnoreCase', { read: equalTextInAnyCase, negated: false }],
  ['StringNotEqualsIgnoreCase', { read: equalTextInAnyCase, negated: true }],
  ['StringLike', { read: likeText, negated: false }],
  ['StringNotLike', { read: likeText, negated: true }],
  ['IpAddress', { read: compareAddresses, negated: false }],
  ['NotIpAddress', { read: compareAddresses, negated: true }],
  ['DateEquals', { read: sameInstant, negated: false }],
  ['DateNotEquals', { read: sameInstant, negated: true }],
  ['DateLessThan', { read: compareInstants((request, policy) => request < policy), negated: false }],
  ['DateLessThanEquals', { read: compareInstants((request, policy) => request <= policy), negated: false }],
  ['DateGreaterThan', { read: compareInstants((request, policy) => request > policy), negated: false }],
  [
    'DateGreaterThanEquals',
    { read: compareInstants((request, policy) => request >= policy), negated: false },
  ],
  ['Bool', { read: compareBooleans, negated: false }],
]);

/** The rule of an operator without its `IfExists`; `undefined` when it is not known. `Null` is not among them. */
export const findOperator = (name: string): OperatorRule | undefined => operators.get(name);

/** `true` and `false`, as JSON or as text in any case. */
export const parseBoolean = (value: ConditionValue): boolean | undefined => {
  const text = String(value).toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
};
