// A map that never grows beyond a size, in two generations: what was asked for lately outlives what was not.

/** Holds up to `maxEntries` entries, at least half of them the ones that were set or found last. */
export class BoundedMap<Value> {
  readonly #maxYoung: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(maxEntries: number) {
    this.#maxYoung = Math.ceil(maxEntries / 2);
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#maxYoung) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }
}
