// What a value of an account may be, as far as answers tell: one that was acknowledged, and those whose writes got no answer.

interface Unanswered<T> {
  readonly value: T;
  readonly atMs: number;
}

/**
 * So long after it was sent, in milliseconds, a write without an answer may still arrive: it lies in a socket of a frozen engine, which
 * is frozen for 8 seconds at most, or with a process that goes on with it.
 */
export const LATE_MS = 20_000;

/** One value. Times are milliseconds since any moment. */
export class Possible<T> {
  #known: T;
  #unanswered: readonly Unanswered<T>[] = [];

  constructor(known: T) {
    this.#known = known;
  }

  /** All that it may be now, what was acknowledged first. */
  get values(): readonly T[] {
    return [...new Set([this.#known, ...this.#unanswered.map(({ value }) => value)])];
  }

  /** What was acknowledged or seen last. */
  get known(): T {
    return this.#known;
  }

  get isSure(): boolean {
    return this.values.length === 1;
  }

  may(value: T): boolean {
    return this.values.includes(value);
  }

  /** A write of this value got no answer. */
  sent(value: T, atMs: number): void {
    this.#unanswered = [...this.#unanswered, { value, atMs }];
  }

  /** It was acknowledged, or read. What was sent long before would have arrived by now; what was sent just now still may. */
  is(value: T, atMs: number): void {
    this.#known = value;
    this.#unanswered = this.#unanswered.filter((write) => atMs - write.atMs < LATE_MS);
  }
}
