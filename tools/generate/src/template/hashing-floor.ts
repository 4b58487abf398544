// The floor of the hashing library (ASVS 11.4.2) in a template. CloudFormation compares no numbers, so both parameters come in
// steps, and a rule says which steps go together.
import { ARGON2_FLOOR } from '@gatehouse/hashing/rules';
import { and, contains, or, ref, type Members } from './cloudformation.ts';
import { MEMORY_STEPS_KIB, parameterOf, PASSES_STEPS } from './variables.ts';

/** Refuses memory and passes that do not reach the floor together. */
export const hashingFloor = (): Members => ({
  HashingFloor: {
    Assertions: [
      {
        AssertDescription: `Argon2MemoryKib and Argon2Passes have to reach ${pairs()}.`,
        Assert: or(...ARGON2_FLOOR.map(isReached)),
      },
    ],
  },
});

const pairs = (): string =>
  ARGON2_FLOOR.map(({ memoryKiB, passes }) => `${memoryKiB} and ${passes}`).join(', or ');

/** Memory from this pair's up to the next greater pair's, with the passes that it takes. */
const isReached = ({ memoryKiB, passes }: Pair, index: number): Members => {
  const above = ARGON2_FLOOR[index - 1]?.memoryKiB ?? Infinity;
  return and(
    isOneOf(
      MEMORY_STEPS_KIB.filter((step) => step >= memoryKiB && step < above),
      'ARGON2_MEMORY_KIB',
    ),
    isOneOf(
      PASSES_STEPS.filter((step) => step >= passes),
      'ARGON2_PASSES',
    ),
  );
};

type Pair = (typeof ARGON2_FLOOR)[number];

const isOneOf = (steps: readonly number[], variable: string): Members =>
  contains(steps.map(String), ref(parameterOf(variable)));
