// From a schema to the function that checks it. The one place that needs ajv, and small, so that a build step can
// put functions compiled beforehand in its place: loading and compiling cost a cold start some 50 ms or more.
import type { Options } from '@middy/validator';

/** A compiled schema, as @middy/validator takes it. */
export type CompiledSchema = NonNullable<Options['eventSchema']>;

/**
 * Compiles a JSON schema: every error is reported, nothing is coerced, nothing is filled in. A build step that keeps
 * the source of the function says so in `code`, which is ajv's option of this name.
 */
export const compileSchema = async (schema: object, code: object = {}): Promise<CompiledSchema> => {
  const { transpileSchema } = await import('@middy/validator/transpile');
  return transpileSchema(schema, { coerceTypes: false, useDefaults: false, code });
};

/**
 * Unknown members are refused (ASVS 15.3.3) but where a schema says by name that others may extend an object: one that does not
 * say is a mistake.
 */
export const assertClosed = (schema: unknown): void => {
  if (typeof schema !== 'object' || schema === null) return;
  if ('type' in schema && schema.type === 'object' && !saysItself(schema))
    throw new TypeError('every object of a schema has to set additionalProperties to false, or to true');
  Object.values(schema).forEach(assertClosed);
};

const saysItself = (schema: object): boolean =>
  'additionalProperties' in schema && typeof schema.additionalProperties === 'boolean';
