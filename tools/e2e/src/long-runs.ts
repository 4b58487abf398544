// What takes longer than an everyday run has: every pair of routes, a rotation under load. CI asks for it by E2E_LONG.
import { describe, test } from '@jest/globals';

const isLong = process.env['E2E_LONG'] === '1';

if (!isLong)
  process.stderr.write(
    'tools/e2e: E2E_LONG is not 1: pairs of routes and the rotation under load DO NOT RUN\n',
  );

export const inLongRuns = isLong ? describe : describe.skip;
export const testInLongRuns = isLong ? test : test.skip;
