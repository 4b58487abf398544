// What an app's bundle weighs compressed, and what each entry makes a cold start read.
import type { Bundle } from './bundle.ts';

/** All sizes are bytes after compression. */
export interface EntrySize {
  readonly name: string;
  /** The entry and the chunks that it imports statically. */
  readonly atStart: number;
  /** Modules that are loaded when a request first needs them: a store's adapter, the password hashing. */
  readonly onDemand: number;
}

export interface Sizes {
  readonly entries: readonly EntrySize[];
  /** Every module once. */
  readonly modules: number;
  readonly native: number;
}

/** `weights` are the sizes of an archive's files, by name; those that are no output of the bundle do not count. */
export const sizesOf = (
  outputs: Bundle['outputs'],
  weights: ReadonlyMap<string, number>,
  entryNames: readonly string[],
): Sizes => {
  const weigh = (names: Iterable<string>): number =>
    [...names].filter((name) => !isNative(name)).reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
  const entries = entryNames.map((name) => {
    const atStart = weigh(reachable(outputs, `${name}.mjs`, ['import-statement']));
    const inAll = weigh(reachable(outputs, `${name}.mjs`, ['import-statement', 'dynamic-import']));
    return { name, atStart, onDemand: inAll - atStart };
  });
  const names = Object.keys(outputs);
  const native = names.filter(isNative).reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
  return { entries, modules: weigh(names), native };
};

/** The outputs that are loaded by `start` over imports of these kinds, itself among them. */
export const reachable = (
  outputs: Bundle['outputs'],
  start: string,
  kinds: readonly string[],
): ReadonlySet<string> => {
  const found = new Set([start]);
  for (const name of found) {
    const imports = outputs[name]?.imports ?? [];
    imports
      .filter(({ external, kind }) => external !== true && kinds.includes(kind))
      .forEach(({ path }) => found.add(path));
  }
  return found;
};

const isNative = (name: string): boolean => name.endsWith('.node');
