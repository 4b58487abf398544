// The errors of this library. Their messages name variables, references and rules, and never a value.

/** A variable and the rule that its value broke. */
export interface Problem {
  readonly variable: string;
  readonly rule: string;
}

/** Everything that is wrong with an environment, one `VARIABLE: rule` line each. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly Problem[];

  /** It has no stack: what is to be mended is outside of the code, and Lambda would print the stack behind each line. */
  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(['the configuration cannot be used', ...problems.map(toLine)].join('\n  '), options);
    this.problems = problems;
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** Thrown by a rule about one text; `rule` completes the sentence "the value ...", without the value. */
export class BrokenRule extends Error {
  override readonly name = 'BrokenRule';
}

/** Why a reference gave no value. `malformed`: it gave one that its parser refuses. */
export type UnresolvedReason = 'denied' | 'missing' | 'throttled' | 'slow' | 'unavailable' | 'malformed';

/** A reference that gave no usable value. The message says which, where it points and why. */
export class UnresolvedReference extends Error {
  override readonly name = 'UnresolvedReference';
  readonly reason: UnresolvedReason;
  /** Why, without the name of the reference. */
  readonly rule: string;

  /** `reference` names it as `describeReference` does. */
  constructor(reason: UnresolvedReason, reference: string, rule: string, options?: ErrorOptions) {
    super(`${reference}: ${rule}`, options);
    this.reason = reason;
    this.rule = rule;
  }
}

/** The `code` that Node and most libraries give their errors; by shape, since errors of another realm are errors too. */
export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const toLine = ({ variable, rule }: Problem): string => `${variable}: ${rule}`;
