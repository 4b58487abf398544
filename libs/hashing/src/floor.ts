// The least that a service may hash with (ASVS 11.4.2). It binds a configuration, and no hash that is verified.
import type { Argon2Parameters, ParameterFault } from './parameters.ts';

/** Memory and passes, of which each pair is enough, and so is more of either. In order of rising passes. */
export const ARGON2_FLOOR: readonly Pick<Argon2Parameters, 'memoryKiB' | 'passes'>[] = [
  { memoryKiB: 47_104, passes: 1 },
  { memoryKiB: 19_456, passes: 2 },
  { memoryKiB: 12_288, passes: 3 },
  { memoryKiB: 9_216, passes: 4 },
  { memoryKiB: 7_168, passes: 5 },
];

/**
 * None for parameters that reach the floor; else each way up to it, more memory or more passes.
 * @example
 * findFloorFaults({ memoryKiB: 19_456, passes: 2, lanes: 1 }); // []
 * for (const { parameter, rule } of findFloorFaults({ memoryKiB: 8_192, passes: 1, lanes: 1 }))
 *   console.error(`${parameter} ${rule}`);
 */
export const findFloorFaults = ({ memoryKiB, passes }: Argon2Parameters): readonly ParameterFault[] => {
  if (ARGON2_FLOOR.some((pair) => pair.memoryKiB <= memoryKiB && pair.passes <= passes)) return [];
  const enoughMemory = ARGON2_FLOOR.findLast((pair) => pair.passes <= passes);
  const enoughPasses = ARGON2_FLOOR.find((pair) => pair.memoryKiB <= memoryKiB);
  return [
    ...fault('memoryKiB', enoughMemory?.memoryKiB, `while there are ${passes} passes`),
    ...fault('passes', enoughPasses?.passes, `while the memory is ${memoryKiB} KiB`),
  ];
};

const fault = (
  parameter: ParameterFault['parameter'],
  least: number | undefined,
  otherwise: string,
): readonly ParameterFault[] =>
  least === undefined ? [] : [{ parameter, rule: `must be at least ${least} ${otherwise} (ASVS 11.4.2)` }];
