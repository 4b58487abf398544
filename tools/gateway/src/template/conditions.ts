// CloudFormation's conditions: Equals, Not, And, Or and their names; apart, because they yield truth, not values.
import { isMap, toText } from './values.ts';
import type { Resolver } from './resolving.ts';

/**
 * The truth of a condition expression, or of a named condition given as `{ Condition: name }`.
 * @throws TemplateError for an unknown function, an unknown name, or a name that leads to itself
 */
export const evaluateCondition = (
  expression: unknown,
  at: string,
  resolver: Resolver,
  trail: readonly string[] = [],
): boolean => {
  const [name = '', argument] = isMap(expression) ? (Object.entries(expression)[0] ?? []) : [];
  const inner = (item: unknown, index: number) =>
    evaluateCondition(item, `${at}.${name}[${index}]`, resolver, trail);
  const items = Array.isArray(argument) ? (argument as unknown[]) : [];
  switch (name) {
    case 'Condition':
      return named(String(argument), at, resolver, trail);
    case 'Fn::Equals':
      return equal(items, `${at}.${name}`, resolver);
    case 'Fn::Not':
      return items.length === 1 ? !inner(items[0], 0) : resolver.fail(at, 'Fn::Not takes one condition');
    case 'Fn::And':
      return items.length > 0 ? items.every(inner) : resolver.fail(at, 'Fn::And takes a list of conditions');
    case 'Fn::Or':
      return items.length > 0 ? items.some(inner) : resolver.fail(at, 'Fn::Or takes a list of conditions');
    default:
      return resolver.fail(at, `the local gateway does not know the condition ${name || 'given here'}`);
  }
};

const named = (name: string, at: string, resolver: Resolver, trail: readonly string[]): boolean => {
  const conditions = resolver.section('Conditions');
  if (!Object.hasOwn(conditions, name)) return resolver.fail(at, `there is no condition ${name}`);
  if (trail.includes(name)) return resolver.fail(at, `the condition ${name} leads to itself`);
  return evaluateCondition(conditions[name], `Conditions.${name}`, resolver, [...trail, name]);
};

const equal = (items: readonly unknown[], at: string, resolver: Resolver): boolean => {
  if (items.length !== 2) return resolver.fail(at, 'takes two values');
  const [left, right] = items.map((item, index) => comparable(item, `${at}[${index}]`, resolver));
  return left === right;
};

// Numbers and truths compare as their texts, as parameters of all types are texts.
const comparable = (item: unknown, at: string, resolver: Resolver): string => {
  const value = resolver.resolve(item, at);
  if (Array.isArray(value) || isMap(value)) return JSON.stringify(value);
  const read = toText(value ?? '');
  return 'text' in read ? read.text : resolver.fail(at, read.problem);
};
