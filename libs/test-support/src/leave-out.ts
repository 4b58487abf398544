// Parts of a suite that do not run here.
import { test } from '@jest/globals';

/** Leaves out a part of a suite as one skipped test, by whose name `npm test` says what was left out, and why. */
export const leaveOut = (part: string, why: string): void => {
  process.stderr.write(`\n  ! ${part}: NOT RUN, because ${why}\n\n`);
  test.skip(`${part}: left out, because ${why}`, () => undefined);
};
