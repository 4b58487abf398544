// The small tools with which unknown JSON is read: a value is understood in full, or it is `undefined`.

/** True for a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** IAM's "one or a list": the list, `undefined` when it is empty. */
export const listOf = (value: unknown): readonly unknown[] | undefined => {
  if (!Array.isArray(value)) return [value];
  return value.length === 0 ? undefined : (value as readonly unknown[]);
};

/** Every item read, or `undefined` when one of them is not understood. */
export const readEach = <Item, Read>(
  items: readonly Item[] | undefined,
  read: (item: Item) => Read | undefined,
): readonly Read[] | undefined => {
  const results = items?.map(read);
  return results === undefined || results.includes(undefined) ? undefined : (results as Read[]);
};
