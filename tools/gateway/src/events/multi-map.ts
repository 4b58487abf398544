// The two forms in which API Gateway's events carry repeatable names: every value, and the last one.

export interface MultiMap {
  readonly single: Readonly<Record<string, string>>;
  readonly multi: Readonly<Record<string, readonly string[]>>;
}

/** Groups pairs by name, in the order of first appearance. `keyOf` says which names are the same. */
export const toMultiMap = (
  pairs: Iterable<readonly [string, string]>,
  keyOf: (name: string) => string = (name) => name,
): MultiMap => {
  const groups = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of pairs) {
    const group = groups.get(keyOf(name)) ?? { name, values: [] };
    group.values.push(value);
    groups.set(keyOf(name), group);
  }
  const all = [...groups.values()];
  return {
    single: Object.fromEntries(all.map(({ name, values }) => [name, values.at(-1) ?? ''])),
    multi: Object.fromEntries(all.map(({ name, values }) => [name, values])),
  };
};

/** The map, or null when it is empty, as proxy events have it. */
export const orNull = <T extends object>(map: T): T | null => (Object.keys(map).length > 0 ? map : null);
