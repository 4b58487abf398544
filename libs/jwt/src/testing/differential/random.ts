// Random choices that come again with their seed, so that a token that was judged in two ways can be made once more.

export interface Random {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  pick<T>(values: readonly T[]): T;
  /** True once in so many times. */
  oneIn(count: number): boolean;
}

/** Mulberry32: 32 bits of state are enough to choose tokens by. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  };
  return {
    below,
    pick: (values) => values[below(values.length)]!,
    oneIn: (count) => below(count) === 0,
  };
};
