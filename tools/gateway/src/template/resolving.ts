// What intrinsic functions may ask of their template: the types below the resolver, the functions and the readers.
import type { Field, Reading } from './field.ts';

/** One template with everything that its intrinsic functions can name. */
export interface Stack {
  readonly file: string;
  /** The folder's name: `users`. */
  readonly app: string;
  readonly stackName: string;
  readonly template: Readonly<Record<string, unknown>>;
  /** The value a parameter is given, or undefined: then its Default counts. */
  parameterValue(name: string): string | undefined;
  /** The value another stack exports under this name, or undefined. */
  importValue(name: string): unknown;
}

/** What an intrinsic function may ask. A result of `undefined` is `AWS::NoValue`: the member or item goes away. */
export interface Resolver extends Reading {
  readonly stack: Stack;
  resolve(value: unknown, at: string): unknown;
  reference(name: string, at: string): unknown;
  attribute(resource: string, attribute: string, at: string): unknown;
  condition(name: string, at: string): boolean;
  /** The map under a top-level section: `Resources`, `Mappings`, … */
  section(name: string): Readonly<Record<string, unknown>>;
  /** A value to be read; what is inside it is resolved when it is read in its turn. */
  field(value: unknown, at: string): Field;
  fail(at: string, problem: string): never;
}
