// The fields that several declarations share. An entry of its own: schemas are data, and need nothing else of the contract.
import { Type, type TObject, type TProperties } from 'typebox';
import { PERSON_NAME, PERSON_NAME_LENGTH } from './person-name.ts';

/** What an object may say beside its members. */
export interface ObjectOptions {
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** The name by which documents know it; one that several routes have stands there once. */
  readonly title?: string;
  readonly description?: string;
  /** Needed where a member has no example of its own. */
  readonly examples?: readonly object[];
}

/**
 * An object that takes these members and no others, as is the rule; the chain refuses a schema with an object that does not say so.
 * @example
 * const Order = closed({ id: Id, customer: Email }, { title: 'Order' });
 */
export const closed = <Properties extends TProperties>(
  properties: Properties,
  options: ObjectOptions = {},
): TObject<Properties> => Type.Object(properties, { ...options, additionalProperties: false });

/**
 * An object that others define and may extend one day, such as what a browser's API gives: these members have to fit, and
 * whatever else is there is let through unread. Use cases take no member of it that is not named here. For all that is ours,
 * `closed` is the rule.
 * @example
 * const Credential = open({ id: Type.String({ maxLength: 1400 }) });
 */
export const open = <Properties extends TProperties>(
  properties: Properties,
  options: ObjectOptions = {},
): TObject<Properties> => Type.Object(properties, { ...options, additionalProperties: true });

/** The id of an account or a session. */
export const Id = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'an id of 1 to 64 letters, digits, hyphens and underscores',
  examples: ['6f1c2a0e-8b0c-4f53-9d0b-0b8c5f6a4f11'],
});

/** An email in any letter case; 254 octets are the longest that a mail path takes (RFC 5321 §4.5.3.1.3). */
export const Email = Type.String({ format: 'email', maxLength: 254, examples: ['ada@example.com'] });

/** A first or last name, by the rule of `person-name.ts`. */
export const PersonName = Type.String({
  minLength: 1,
  maxLength: PERSON_NAME_LENGTH,
  pattern: PERSON_NAME,
  description: 'visible text without control characters, line breaks and changes of direction',
  examples: ['Ada'],
});

/** A new password. Its rules are configured, so that a schema cannot say them: they are `useCaseRules` of the handler. */
export const NewPassword = Type.String({
  description:
    'From the configured length, 15 code points by default, to 256 code points, and at most 1,024 bytes. Any characters will do; common passwords and one’s own names and email will not.',
  examples: ['correct horse battery staple'],
});

/** A password at login: as received, whatever its length was when it was chosen. */
export const LoginPassword = Type.String({
  minLength: 1,
  maxLength: 1024,
  examples: ['correct horse battery staple'],
});

/** The size of a page, `limit` of a query. */
export const PageLimit = Type.Integer({
  minimum: 1,
  maximum: 100,
  description: 'How many things a page has at most; 20 where it is left out.',
  examples: [20],
});

/** An instant of an answer, in UTC with milliseconds (RFC 3339 §5.6). */
export const Instant = Type.String({ format: 'date-time', examples: ['2026-01-31T09:30:00.000Z'] });
