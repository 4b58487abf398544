// Rounds in which each size has its turn at each act, so that whatever the machine does meanwhile, it does to all of them.
import { randomInt } from 'node:crypto';
import { ratioOf, quantileOf, medianOf } from '../core/statistics.ts';
import { wallTime } from '../core/interleave.ts';
import type { Act, Crowd } from './acts.ts';

/** What an act costs at a size: microseconds, and how many times the smallest size's that is. */
export interface Point {
  readonly accounts: number;
  readonly p50: number;
  readonly p99: number;
  readonly p50Ratio: number;
  readonly p99Ratio: number;
}

export interface Measured {
  readonly act: string;
  readonly title: string;
  readonly points: readonly Point[];
  /** How far apart two stores of the smallest size were, as parts of it. */
  readonly noise: { readonly p50: number; readonly p99: number };
}

export interface Plan {
  readonly acts: readonly Act[];
  /** The smallest first. */
  readonly crowds: readonly Crowd[];
  /** Another one of the smallest size. */
  readonly again: Crowd;
  readonly rounds: number;
  readonly tell: (line: string) => void;
}

const PER_ROUND = 20;
const WARM_UP_ROUNDS = 1;

/** By crowd, for each round, the microseconds of each turn. */
type Samples = ReadonlyMap<Crowd, number[][]>;

export const measureActs = async ({
  acts,
  crowds,
  again,
  rounds,
  tell,
}: Plan): Promise<readonly Measured[]> => {
  const all = [...crowds, again];
  const samples = new Map(
    acts.map((act) => [act, new Map<Crowd, number[][]>(all.map((crowd) => [crowd, []]))]),
  );
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [act, ofAct] of samples)
      for (const [index] of all.entries()) {
        const crowd = all[(index + round + WARM_UP_ROUNDS) % all.length]!;
        const turns = await turnsOf(act, crowd);
        if (round >= 0) ofAct.get(crowd)!.push(turns);
      }
    tell(`round ${Math.max(0, round + 1)} of ${rounds}`);
  }
  return acts.map((act) => measuredOf(act, samples.get(act)!, crowds, again));
};

const turnsOf = async ({ prepare }: Act, crowd: Crowd): Promise<number[]> => {
  const turns: number[] = [];
  while (turns.length < PER_ROUND) {
    const { work, after } = await prepare(crowd, randomInt(crowd.size));
    const began = wallTime();
    await work();
    turns.push(wallTime() - began);
    await after?.();
  }
  return turns;
};

const measuredOf = (
  { id, title }: Act,
  samples: Samples,
  crowds: readonly Crowd[],
  again: Crowd,
): Measured => {
  const floor = samples.get(crowds[0]!)!;
  const { p50Ratio, p99Ratio } = pointOf(again, samples.get(again)!, floor);
  return {
    ...{ act: id, title, points: crowds.map((crowd) => pointOf(crowd, samples.get(crowd)!, floor)) },
    noise: { p50: Math.abs(p50Ratio - 1), p99: Math.abs(p99Ratio - 1) },
  };
};

/** The ratio of the middle is taken round by round; a hundredth of a round is no turn, so that of the slowest is of all of them. */
const pointOf = ({ size }: Crowd, rounds: readonly number[][], floor: readonly number[][]): Point => {
  const p99 = quantileOf(rounds.flat(), 0.99);
  return {
    accounts: size,
    p50: medianOf(rounds.flat()),
    p99,
    p50Ratio: ratioOf(rounds.map(medianOf), floor.map(medianOf)),
    p99Ratio: p99 / quantileOf(floor.flat(), 0.99),
  };
};
