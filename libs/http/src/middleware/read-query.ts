// Turns the query's texts into what its schema can check, strictly: no general coercion.
import type middy from '@middy/core';
import type { TSchema } from 'typebox';
import type { Answer } from '../answers.ts';
import type { ChainEvent } from '../request.ts';

/**
 * Members of type integer become numbers when they are written as such; all others stay texts. A parameter that
 * is given more than once becomes a list, which no schema of a single value takes.
 */
export const readQuery = (schema: TSchema): middy.MiddlewareObj<ChainEvent, Answer> => {
  const integers = integerMembersOf(schema);
  return {
    before: function readQueryParameters({ event }) {
      const given = Object.entries(valuesOf(event));
      event.queryStringParameters = Object.fromEntries(
        given.map(([name, values]) => [name, toValue(values, integers.has(name))]),
      );
    },
  };
};

const integerMembersOf = (schema: TSchema): ReadonlySet<string> => {
  const { properties = {} } = schema as {
    readonly properties?: Readonly<Record<string, { type?: unknown }>>;
  };
  return new Set(Object.keys(properties).filter((name) => properties[name]?.type === 'integer'));
};

const valuesOf = (event: ChainEvent): Record<string, readonly unknown[]> => ({
  ...Object.fromEntries(
    Object.entries(event.queryStringParameters ?? {}).map(([name, value]) => [name, [value]]),
  ),
  ...(event.multiValueQueryStringParameters as Record<string, string[]> | null),
});

const toValue = (values: readonly unknown[], isInteger: boolean): unknown => {
  const [value] = values;
  if (values.length !== 1) return values;
  return isInteger && typeof value === 'string' && /^-?(0|[1-9]\d{0,14})$/.test(value)
    ? Number(value)
    : value;
};
