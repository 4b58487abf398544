// A value of a template with the place it stands at; apart, so that every reader complains in the same words.
import { TemplateError } from './template-error.ts';

/** A resolved value, read by type. Every complaint is a TemplateError that names file and place. */
export class Field {
  readonly file: string;
  readonly at: string;
  readonly value: unknown;

  constructor(file: string, at: string, value: unknown) {
    this.file = file;
    this.at = at;
    this.value = value;
  }

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The member of that name; a field that is not present when this one is not. */
  member(name: string): Field {
    const members = this.present ? this.map() : {};
    return new Field(
      this.file,
      `${this.at}.${name}`,
      Object.hasOwn(members, name) ? members[name] : undefined,
    );
  }

  members(): readonly (readonly [string, Field])[] {
    return this.present ? Object.keys(this.map()).map((name) => [name, this.member(name)]) : [];
  }

  items(): readonly Field[] {
    if (!this.present) return [];
    if (!Array.isArray(this.value)) return this.fail('must be a list');
    return this.value.map((item: unknown, index) => new Field(this.file, `${this.at}[${index}]`, item));
  }

  map(): Readonly<Record<string, unknown>> {
    return isMap(this.value) ? this.value : this.fail('must be a map');
  }

  string(fallback?: string): string {
    if (!this.present && fallback !== undefined) return fallback;
    if (typeof this.value === 'number' || typeof this.value === 'boolean') return String(this.value);
    return typeof this.value === 'string' ? this.value : this.fail('must be a string');
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
}

/** True for what YAML calls a map. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
