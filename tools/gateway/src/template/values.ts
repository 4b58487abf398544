// The kinds of values in a template, and which of them can be read as a text.
import { NumberInAnotherBase } from './yaml-scalar.ts';

/** True for what YAML calls a map. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof NumberInAnotherBase);

/** True for a map with an intrinsic function's name among its members. */
export const isFunctionCall = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isMap(value) && Object.keys(value).some(isFunctionName);

/** Whether a member of this name is an intrinsic function. */
export const isFunctionName = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::');

/** The text of a value, or what keeps it from being read as one. */
export const toText = (value: unknown): { readonly text: string } | { readonly problem: string } => {
  if (typeof value === 'number' || typeof value === 'boolean') return { text: String(value) };
  if (value instanceof NumberInAnotherBase) return { problem: value.problem };
  if (typeof value !== 'string') return { problem: 'must be a string' };
  const [reference] = /\{\{resolve:[^{}]+\}\}/.exec(value) ?? [];
  return reference === undefined ? { text: value } : { problem: dynamicReference(reference) };
};

const dynamicReference = (reference: string): string =>
  `${reference} is a dynamic reference, which only CloudFormation follows: give a local value instead`;

/** The value under a name that a template chose, which may be `constructor`. */
export const ownValue = (values: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
