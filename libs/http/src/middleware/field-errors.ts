// From ajv's errors to the members at fault: where (RFC 6901), and which rule, in words without the value.
import type { FieldError } from '@gatehouse/errors';
import type { UseCaseRules } from '../request.ts';

/** What we read of an error of ajv. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** The errors of an event's part; pointers start inside the part, so that clients find them in what they sent. */
export const toFieldErrors = (errors: readonly SchemaError[], schema: object): readonly FieldError[] =>
  errors
    .slice(0, MAX_ERRORS)
    .map((error) => ({ pointer: pointerOf(error), message: messageOf(error, schema) }));

/** The errors of the rules beside the schema; a member that is no text, or not there, is the schema's to judge. */
export const toRuleErrors = async (body: unknown, rules: UseCaseRules): Promise<readonly FieldError[]> => {
  const members = Object(body) as Readonly<Record<string, unknown>>;
  const errors = Object.entries(rules).map(async ([member, brokenBy]) => {
    const text = members[member];
    const broken = typeof text === 'string' ? await brokenBy(text, members) : [];
    return broken.map((message) => ({ pointer: `/${escapeSegment(member)}`, message }));
  });
  return (await Promise.all(errors)).flat();
};

/** An answer needs not be longer than what it answers; a body of 16 KiB has room for thousands of faults. */
const MAX_ERRORS = 100;

// ajv points at the object that lacks a member or has one too many; the member itself is in the params.
const pointerOf = ({ instancePath, params }: SchemaError): string => {
  const [, , ...path] = instancePath.split('/');
  const member = params['missingProperty'] ?? params['additionalProperty'];
  const segments = typeof member === 'string' ? [...path, escapeSegment(member)] : path;
  return segments.map((segment) => `/${segment}`).join('');
};

/** A segment of a pointer (RFC 6901 §3). */
export const escapeSegment = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const messageOf = (error: SchemaError, schema: object): string => {
  const describe = MESSAGES[error.keyword];
  return describe?.(error.params, () => descriptionAt(schema, error.schemaPath)) ?? 'does not fit';
};

type Describe = (params: Readonly<Record<string, unknown>>, description: () => string | undefined) => string;

const MESSAGES: Readonly<Record<string, Describe>> = {
  required: () => 'is required',
  additionalProperties: () => 'is not known here',
  type: ({ type }) => `must be of type ${text(type)}`,
  format: ({ format }) => `must be a valid ${text(format)}`,
  pattern: (_, description) => `must be ${description() ?? 'of the expected form'}`,
  minLength: ({ limit }) => `must have at least ${count(limit, 'character')}`,
  maxLength: ({ limit }) => `must have at most ${count(limit, 'character')}`,
  minimum: ({ limit }) => `must be at least ${text(limit)}`,
  maximum: ({ limit }) => `must be at most ${text(limit)}`,
  maxProperties: ({ limit }) => `must have at most ${count(limit, 'member')}`,
  minProperties: ({ limit }) => `must have at least ${count(limit, 'member')}`,
  enum: ({ allowedValues }) => `must be one of ${text(allowedValues)}`,
};

const text = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

const count = (limit: unknown, noun: string): string => `${text(limit)} ${noun}${limit === 1 ? '' : 's'}`;

/** The description beside the keyword that a schema path such as `#/properties/id/pattern` names. */
const descriptionAt = (schema: object, schemaPath: string): string | undefined => {
  const path = schemaPath.split('/').slice(1, -1);
  const found = path.reduce<unknown>(
    (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
    schema,
  ) as { readonly description?: string } | undefined;
  return found?.description;
};
