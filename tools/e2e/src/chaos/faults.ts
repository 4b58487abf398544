// What breaks: chosen at random by a seed, one after another.
import fc from 'fast-check';
import { BREAKS, type Break, type Moment } from '@gatehouse/test-support/faulty-proxy';

export type Fault =
  | { readonly kind: 'kill the engine'; readonly awayMs: number }
  | { readonly kind: 'freeze the engine'; readonly forMs: number }
  | {
      readonly kind: 'break connections';
      readonly how: Break;
      readonly moment: Moment;
      readonly forMs: number;
    }
  /** One request or answer alone. */
  | { readonly kind: 'break one'; readonly how: Break; readonly moment: Moment }
  | { readonly kind: 'kill a function'; readonly which: number }
  /** Between its calls, as Lambda does, while the connections of its store may break. */
  | { readonly kind: 'freeze the functions'; readonly forMs: number; readonly meanwhile: Break | null }
  | { readonly kind: 'kill the gateway' };

/** A fault, and how long nothing breaks behind it. */
export interface PlannedFault {
  readonly fault: Fault;
  readonly quietMs: number;
}

export interface PlanOptions {
  readonly faults: number;
  readonly seed: number;
  /** The longest time that the engine or the functions are frozen, in milliseconds. */
  readonly longestMs: number;
}

/** The same faults for the same seed. */
export const planOf = ({ faults, seed, longestMs }: PlanOptions): readonly PlannedFault[] =>
  fc.sample(plannedFault(longestMs), { seed, numRuns: faults });

const plannedFault = (longestMs: number): fc.Arbitrary<PlannedFault> =>
  fc.record({
    fault: fc.oneof(...WEIGHTS.map(([weight, of]) => ({ weight, arbitrary: of(longestMs) }))),
    quietMs: milliseconds(100, 1_500),
  });

const milliseconds = (min: number, max: number): fc.Arbitrary<number> => fc.noBias(fc.integer({ min, max }));

const anyBreak: fc.Arbitrary<Break> = fc.constantFrom(...BREAKS);

/** Before a request, when it has come, and in the middle of an answer. */
const anyMoment: fc.Arbitrary<Moment> = fc.oneof(
  fc.constantFrom('before' as const, 'connect' as const, 'request' as const),
  fc.integer({ min: 1, max: 400 }),
);

const WEIGHTS: readonly (readonly [number, (longestMs: number) => fc.Arbitrary<Fault>])[] = [
  [5, () => fc.record({ kind: fc.constant('kill the engine'), awayMs: milliseconds(0, 2_000) })],
  [
    4,
    (longestMs) => fc.record({ kind: fc.constant('freeze the engine'), forMs: milliseconds(50, longestMs) }),
  ],
  [
    5,
    () =>
      fc.record({
        kind: fc.constant('break connections'),
        how: anyBreak,
        moment: anyMoment,
        forMs: milliseconds(50, 2_000),
      }),
  ],
  [5, () => fc.record({ kind: fc.constant('break one'), how: anyBreak, moment: anyMoment })],
  [2, () => fc.record({ kind: fc.constant('kill a function'), which: fc.nat(2) })],
  [
    3,
    (longestMs) =>
      fc.record<Extract<Fault, { kind: 'freeze the functions' }>>({
        kind: fc.constant('freeze the functions'),
        forMs: milliseconds(50, longestMs),
        meanwhile: fc.option(anyBreak),
      }),
  ],
  [1, () => fc.record({ kind: fc.constant('kill the gateway') })],
];
