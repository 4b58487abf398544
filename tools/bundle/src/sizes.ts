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
  /** Plain files that a module reads when a request first needs them. */
  readonly data: number;
}

/** `weights` are the sizes of an archive's files, by name; those that are no output of the bundle do not count. */
export const sizesOf = (
  outputs: Bundle['outputs'],
  weights: ReadonlyMap<string, number>,
  entryNames: readonly string[],
): Sizes => {
  const weigh = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
  const weighModules = (names: Iterable<string>): number => weigh([...names].filter(isModule));
  const entries = entryNames.map((name) => {
    const atStart = weighModules(reachable(outputs, `${name}.mjs`, ['import-statement']));
    const inAll = weighModules(reachable(outputs, `${name}.mjs`, ['import-statement', 'dynamic-import']));
    return { name, atStart, onDemand: inAll - atStart };
  });
  const names = Object.keys(outputs);
  const native = weigh(names.filter(isNative));
  const data = weigh(names.filter((name) => !isModule(name) && !isNative(name)));
  return { entries, modules: weighModules(names), native, data };
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

const isModule = (name: string): boolean => name.endsWith('.mjs');

const isNative = (name: string): boolean => name.endsWith('.node');
