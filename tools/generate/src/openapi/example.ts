// The example of a schema: its own, or one made of the examples of its parts.
import type { TSchema } from 'typebox';
import { GenerationError } from '../generation-error.ts';
import { toJson, type Json, type JsonObject } from './json.ts';

/**
 * An example of what fits the schema, with every member.
 * @throws GenerationError naming the part of `place` that has none
 */
export const exampleOf = (schema: TSchema, place: string): Json => build(toJson(schema), place);

const build = (schema: JsonObject, place: string): Json => {
  const own = ownExample(schema);
  if (own !== undefined) return own;
  const { properties, items, anyOf } = schema;
  if (properties !== undefined) return membersOf(properties as JsonObject, place);
  if (items !== undefined) return [build(items as JsonObject, `${place}/0`)];
  if (anyOf !== undefined) return build((anyOf as readonly JsonObject[])[0] ?? {}, place);
  throw new GenerationError(`${place} has no example: its schema needs one in examples`);
};

/** An example may be null. */
const ownExample = ({ examples, const: constant, enum: values }: JsonObject): Json | undefined =>
  [...listOf(examples), constant, ...listOf(values)].find((example) => example !== undefined);

const listOf = (given: Json | undefined): readonly Json[] => (given ?? []) as readonly Json[];

const membersOf = (properties: JsonObject, place: string): JsonObject =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      build(schema as JsonObject, `${place}/${name}`),
    ]),
  );
