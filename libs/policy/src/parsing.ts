// The small tools with which a policy is read: a value is understood, or the whole policy is refused.
import { PolicyError } from './errors.ts';
import { isRecord } from './json.ts';

/** IAM's "one or a list" as a list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** The same for what has to have one at least. @throws PolicyError `invalid_policy` */
export const filledListOf = (value: unknown, place: string): readonly unknown[] => {
  const list = listOf(value);
  if (list.length === 0) throw unreadable(`${place} is an empty list`);
  return list;
};

/** The members of an object. @throws PolicyError `invalid_policy` for any other value. */
export const membersOf = (value: unknown, place: string): readonly (readonly [string, unknown])[] => {
  if (!isRecord(value)) throw unreadable(`${place} is not an object`);
  return Object.entries(value);
};

/** The refusal of a policy that cannot be understood in full. */
export const unreadable = (rule: string): PolicyError =>
  new PolicyError('invalid_policy', `The policy cannot be read: ${rule}.`);
