// Rounds in which every candidate has its turn, so that whatever the machine does meanwhile, it does to all of them.
import type { Candidate } from './candidate.ts';

/** By candidate, for each round, the microseconds that one item took. */
export type Samples = ReadonlyMap<Candidate<never>, readonly number[]>;

export interface Schedule<Item> {
  /** The items of each round; every candidate gets those of a round, and no item comes again. */
  readonly rounds: readonly (readonly Item[])[];
  /** So many of the rounds at the beginning are run and not counted. */
  readonly warmUp: number;
  /** Microseconds. Default: `processorTime`; for work that waits for a file or another process, `wallTime`. */
  readonly now?: () => number;
}

export const interleave = async <Item>(
  candidates: readonly Candidate<Item>[],
  { rounds, warmUp, now = processorTime }: Schedule<Item>,
): Promise<Samples> => {
  const samples = new Map<Candidate<Item>, number[]>(candidates.map((candidate) => [candidate, []]));
  for (const [round, items] of rounds.entries()) {
    // Not before each round: V8 drops compiled code that a few full collections have found idle, regular expressions first.
    if (round === 0 || round === warmUp) collectGarbage();
    for (const candidate of rotated(candidates, round)) {
      await turnOfTheLoop();
      candidate.prepare?.(items);
      const began = now();
      await candidate.run(items);
      const took = (now() - began) / items.length;
      if (round >= warmUp) samples.get(candidate)?.push(took);
    }
  }
  return samples;
};

/** Another one begins in each round, so that nobody always comes after the same neighbour's garbage. */
const rotated = <T>(list: readonly T[], by: number): readonly T[] => {
  const start = by % Math.max(list.length, 1);
  return [...list.slice(start), ...list.slice(0, start)];
};

/** What a batch has left to be cleaned up is done before the next one, as between two calls of a function. */
const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What this process has had of the processor, so that others on the machine are not in it. */
const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

export const wallTime = (): number => Number(process.hrtime.bigint()) / 1000;

/** There where the process was started with `--expose-gc`, as the bench's own processes are. */
const collectGarbage = (): void => void (globalThis as { readonly gc?: () => void }).gc?.();

/** Cuts items into rounds of one size. */
export const inRounds = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.floor(items.length / size) }, (_, round) =>
    items.slice(round * size, (round + 1) * size),
  );
