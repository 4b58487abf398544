// All schedules of three callers with four calls each: what `npm run schedules` prints.
import { expect, test } from '@jest/globals';
import { walk, WAITS } from './walk.ts';

test('every schedule of three callers with four calls each keeps the rules', () => {
  const { schedules, decisions } = walk({ callers: 3, steps: 4, waits: WAITS, tellApart: 'zones' });
  expect(schedules).toBeGreaterThan(10n ** 12n);
  for (const count of Object.values(decisions)) expect(count).toBeGreaterThan(0);
}, 1_200_000);
