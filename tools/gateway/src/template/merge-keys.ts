// YAML 1.1's merge key: `<<: *defaults` takes over the members of another map, or of several.
import { isMap } from './values.ts';

/** A member of a map. */
export type Entry = readonly [name: string, value: unknown];

/**
 * What `<<` takes over from `value`, in an order where a later entry wins: of a list, the first map that has a name. The
 * map's own members win over all of them. Undefined when `value` is neither a map nor a list of maps; an intrinsic
 * function is no map, for what it gives is not known when YAML is read.
 */
export const mergedEntries = (value: unknown, functions: WeakSet<object>): readonly Entry[] | undefined => {
  const maps: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isMapOfText = (one: unknown): one is Readonly<Record<string, unknown>> =>
    isMap(one) && !functions.has(one);
  if (!maps.every(isMapOfText)) return undefined;
  return maps.toReversed().flatMap((one) => Object.entries(one));
};
