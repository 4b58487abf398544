// JSON as it stands in a document.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whatever is JSON in it: a schema without what TypeBox keeps beside. */
export const toJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** An object without the members that have no value. */
export const compact = (members: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );

/** The text of a code as the name of a type: `NotFound` of `not_found`, `JwksRoute` of `jwksRoute`. */
export const capitalized = (text: string): string =>
  text.replaceAll(/(?:^|_)(\w)/g, (_whole, letter: string) => letter.toUpperCase());
