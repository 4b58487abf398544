import { describe, expect, test } from '@jest/globals';
import { findFloorFaults } from './rules.ts';

const faultsOf = (memoryKiB: number, passes: number) => findFloorFaults({ memoryKiB, passes, lanes: 1 });

describe('the floor of a configuration', () => {
  test.each([
    [47_104, 1],
    [19_456, 2],
    [12_288, 3],
    [9_216, 4],
    [7_168, 5],
    [262_144, 1],
    [7_168, 100],
    [20_000, 3],
  ])('is reached by %i KiB and %i passes', (memoryKiB, passes) => {
    expect(faultsOf(memoryKiB, passes)).toEqual([]);
  });

  test.each([
    [47_103, 1, 47_104, 2],
    [19_455, 2, 19_456, 3],
    [12_287, 3, 12_288, 4],
    [9_215, 4, 9_216, 5],
    [19_456, 1, 47_104, 2],
    [7_168, 1, 47_104, 5],
  ])('is not by %i KiB and %i passes: each way up is told', (memoryKiB, passes, memory, more) => {
    expect(faultsOf(memoryKiB, passes)).toEqual([
      {
        parameter: 'memoryKiB',
        rule: `must be at least ${memory} while there are ${passes} passes (ASVS 11.4.2)`,
      },
      {
        parameter: 'passes',
        rule: `must be at least ${more} while the memory is ${memoryKiB} KiB (ASVS 11.4.2)`,
      },
    ]);
  });

  test.each([5, 6, 100])(
    'has one way up where no number of passes is enough for the memory: %i',
    (passes) => {
      expect(faultsOf(7_167, passes)).toEqual([
        {
          parameter: 'memoryKiB',
          rule: `must be at least 7168 while there are ${passes} passes (ASVS 11.4.2)`,
        },
      ]);
    },
  );
});
