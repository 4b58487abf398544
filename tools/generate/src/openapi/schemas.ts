// Schemas of declarations as the document holds them.
import type { TSchema } from 'typebox';
import type { Components } from './components.ts';
import { compact, toJson, type Json, type JsonObject } from './json.ts';

/** A schema of what is sent: closed, as it is declared. What has a title stands among the components. */
export const requestSchema = (schema: TSchema, components: Components): JsonObject =>
  place(toJson(schema), components, (object) => object);

/** A schema of what comes back. Its objects are open, for a client ignores members that are added one day. */
export const answerSchema = (schema: TSchema, components: Components): JsonObject =>
  place(toJson(schema), components, opened);

type Change = (schema: JsonObject) => JsonObject;

const opened: Change = ({ additionalProperties, ...schema }) =>
  additionalProperties === undefined || additionalProperties === false
    ? schema
    : { ...schema, additionalProperties };

const place = (schema: JsonObject, components: Components, change: Change): JsonObject => {
  const within = (part: Json): Json => place(part as JsonObject, components, change);
  const { properties, items, anyOf, title } = schema;
  const placed = change({
    ...schema,
    ...compact({
      properties: properties && mapValues(properties as JsonObject, within),
      items: items && within(items),
      anyOf: anyOf && (anyOf as readonly Json[]).map(within),
    }),
  });
  return typeof title === 'string' ? components.refer('schemas', title, placed) : placed;
};

const mapValues = (object: JsonObject, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
