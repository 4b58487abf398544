// The fields that several request schemas share. An entry of its own: schemas are data, and need no chain.
import { Type, type TObject, type TProperties } from 'typebox';

/** An object that takes these members and no others; the chain refuses a schema with an open object. */
export const closed = <Properties extends TProperties>(
  properties: Properties,
  options: { readonly minProperties?: number } = {},
): TObject<Properties> => Type.Object(properties, { ...options, additionalProperties: false });

/** The id of an account or a session. */
export const Id = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'an id of 1 to 64 letters, digits, hyphens and underscores',
});

/** An email in any letter case; 254 octets are the longest that a mail path takes (RFC 5321 §4.5.3.1.3). */
export const Email = Type.String({ format: 'email', maxLength: 254 });

/** A first or last name: 1 to 100 code points, something to see among them, nothing that bends the text around it. */
export const PersonName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^(?=.*[^\\s\\p{C}])[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]*$',
  description: 'visible text without control characters, line breaks and changes of direction',
});

/** A new password. Its rules are configured, so that a schema cannot say them: they are `bodyRules` of the route. */
export const NewPassword = Type.String();

/** A password at login: as received, whatever its length was when it was chosen. */
export const LoginPassword = Type.String({ minLength: 1, maxLength: 1024 });

/** The size of a page, `limit` of a query. */
export const PageLimit = Type.Integer({ minimum: 1, maximum: 100 });
