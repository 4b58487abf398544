// Holds the parsed parts of an event to their schemas, by @middy/validator, and says what is at fault where.
import type middy from '@middy/core';
import validator from '@middy/validator';
import { GatehouseError } from '@gatehouse/errors';
import type { Answer } from '../answers.ts';
import type { ChainEvent, ServedRoute, UseCaseRules } from '../request.ts';
import { assertClosed, compileSchema } from './compile-schema.ts';
import { toFieldErrors, toRuleErrors, type SchemaError } from './field-errors.ts';

/**
 * Throws `validation_failed` with every member at fault, or `not_found` when the path cannot name anything.
 * The schemas are compiled by the first request.
 * @throws TypeError at once for a schema with an object that does not say whether it is closed
 */
export const validate = (
  route: ServedRoute,
  useCaseRules: UseCaseRules = {},
): middy.MiddlewareObj<ChainEvent, Answer> => {
  const schema = eventSchemaOf(route);
  let checking: Promise<Check> | undefined;
  return {
    before: async function validateEvent(request) {
      const check = await (checking ??= compileCheck(schema));
      const errors = check(request);
      if (errors.length === 0) return;
      if (errors.some(({ instancePath }) => /^\/pathParameters\b/.test(instancePath)))
        throw new GatehouseError('not_found', { reason: 'the path does not fit' });
      throw new GatehouseError('validation_failed', {
        errors: [...toFieldErrors(errors, schema), ...(await toRuleErrors(request.event.body, useCaseRules))],
      });
    },
  };
};

type Check = (request: middy.Request<ChainEvent, Answer>) => readonly SchemaError[];

const eventSchemaOf = ({ body, query, pathParameters }: ServedRoute): object => {
  const parts = Object.entries({ body, queryStringParameters: query, pathParameters }).filter(
    ([, schema]) => schema !== undefined,
  );
  parts.forEach(([, schema]) => assertClosed(schema));
  return { type: 'object', properties: Object.fromEntries(parts), required: parts.map(([name]) => name) };
};

const compileCheck = async (schema: object): Promise<Check> => {
  const { before } = validator({ eventSchema: await compileSchema(schema) });
  return (request) => {
    try {
      void before?.(request);
      return [];
    } catch (error) {
      return schemaErrorsOf(error);
    }
  };
};

/** The validator throws what it found as `cause.data`; anything else that it throws is a fault of ours. */
const schemaErrorsOf = (error: unknown): readonly SchemaError[] => {
  const { cause } = error as { readonly cause?: { readonly data?: readonly SchemaError[] } };
  if (cause?.data === undefined) throw error;
  return cause.data;
};
