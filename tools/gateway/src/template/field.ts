// A value of a template with the place it stands at; apart, so that every reader complains in the same words.
import { TemplateError } from './template-error.ts';
import { isMap, toText } from './values.ts';

export { isMap } from './values.ts';

/** What values stand for in their template. */
export interface Reading {
  /** The value behind its `Fn::If`s, resolved no further; undefined where that is `AWS::NoValue`. */
  choose(value: unknown, at: string): unknown;
  /** What the value stands for: its own intrinsic function is followed, what stands inside it stays as it is. */
  open(value: unknown, at: string): unknown;
}

const AS_IT_STANDS: Reading = { choose: (value) => value, open: (value) => value };

/**
 * A value, read by type. Nothing is resolved before it is read, so that a member which nobody reads never hinders. Every
 * complaint is a TemplateError that names file and place.
 */
export class Field {
  readonly file: string;
  readonly at: string;
  readonly #value: unknown;
  readonly #reading: Reading;

  constructor(file: string, at: string, value: unknown, reading = AS_IT_STANDS) {
    this.file = file;
    this.at = at;
    this.#value = value;
    this.#reading = reading;
  }

  get value(): unknown {
    return this.#reading.open(this.#value, this.at);
  }

  /** True for what is not there, or taken away by `AWS::NoValue`. */
  get omitted(): boolean {
    return this.#reading.choose(this.#value, this.at) === undefined;
  }

  /** True where the template has a value and `AWS::NoValue` takes it away. */
  get takenAway(): boolean {
    return this.#value !== undefined && this.omitted;
  }

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The member of that name; a field that is not present when this one is not. */
  member(name: string): Field {
    const members = this.present ? this.map() : {};
    return this.#inner(`.${name}`, Object.hasOwn(members, name) ? members[name] : undefined);
  }

  /** The names of the members, without a look at what they stand for. */
  names(): readonly string[] {
    return this.present ? Object.keys(this.map()) : [];
  }

  members(): readonly (readonly [string, Field])[] {
    return this.names()
      .map((name) => [name, this.member(name)] as const)
      .filter(([, { omitted }]) => !omitted);
  }

  items(): readonly Field[] {
    const { value } = this;
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return this.fail('must be a list');
    return value
      .map((item: unknown, index) => this.#inner(`[${index}]`, item))
      .filter(({ omitted }) => !omitted);
  }

  map(): Readonly<Record<string, unknown>> {
    const { value } = this;
    return isMap(value) ? value : this.fail('must be a map');
  }

  string(fallback?: string): string {
    const { value } = this;
    if ((value === undefined || value === null) && fallback !== undefined) return fallback;
    const read = toText(value);
    return 'text' in read ? read.text : this.fail(read.problem);
  }

  /** A whole number; a parameter's text form counts, as it does in CloudFormation. */
  integer(lowest: number, highest: number, fallback?: number): number {
    if (!this.present && fallback !== undefined) return fallback;
    const number = /^\d{1,9}$/.test(this.string()) ? Number(this.string()) : Number.NaN;
    if (number >= lowest && number <= highest) return number;
    return this.fail(`must be a whole number from ${lowest} to ${highest}`);
  }

  boolean(fallback: boolean): boolean {
    if (!this.present) return fallback;
    const text = this.string();
    return text === 'true' || text === 'false' ? text === 'true' : this.fail('must be true or false');
  }

  fail(problem: string): never {
    throw new TemplateError(this.file, this.at, problem);
  }

  #inner(step: string, value: unknown): Field {
    const at = this.at === '' ? step.replace('.', '') : `${this.at}${step}`;
    return new Field(this.file, at, value, this.#reading);
  }
}
