// Plain values and the typed attributes that DynamoDB keeps of them.
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Value =
  string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value | undefined };

/** An item, or a part of one, by attribute names. A member that is undefined is not written. */
export type Fields = Readonly<Record<string, Value | undefined>>;

export type Attributes = Record<string, AttributeValue>;

export const toAttributes = (fields: Fields): Attributes =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, toAttribute(value)] as const],
    ),
  );

export const fromAttributes = (attributes: Attributes): Fields =>
  Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, fromAttribute(attribute)]));

const toAttribute = (value: Value): AttributeValue => {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return Array.isArray(value) ? { L: value.map(toAttribute) } : { M: toAttributes(value as Fields) };
};

const fromAttribute = ({ S, N, BOOL, L, M }: AttributeValue): Value => {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (BOOL !== undefined) return BOOL;
  if (L !== undefined) return L.map(fromAttribute);
  return M === undefined ? null : fromAttributes(M);
};

/** A member that is a text in every item that has been written. */
export const textIn = (item: Fields, name: string): string => {
  const value = item[name];
  if (typeof value === 'string') return value;
  throw new TypeError(`A stored item has no text ${name}`);
};
