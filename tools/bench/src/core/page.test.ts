import { expect, test } from '@jest/globals';
import { withMeasured } from './page.ts';
import { resultsWith, rowWith } from './testing.ts';

const PAGE = 'Mine\n\n<!-- measured -->\n\nold\n\n<!-- /measured -->\n\nMine too\n';

test('the page keeps its own text, and has the figures of the run between its marks', () => {
  const page = withMeasured(PAGE, resultsWith([rowWith('verify-ES256', 1.08)]));
  expect(page).toMatch(/^Mine\n\n<!-- measured -->\n\nOn 2026-03-01, /);
  expect(page).toContain('\n\n### The row verify-ES256\n\n');
  expect(page).toContain('60 rounds. The same floor, measured twice, was 1.2 % apart.');
  expect(page).not.toContain('old');
  expect(page).toMatch(/<!-- \/measured -->\n\nMine too\n$/);
});

test('a second run replaces the first', () => {
  const once = withMeasured(PAGE, resultsWith([]));
  expect(withMeasured(once, resultsWith([]))).toBe(once);
});

test('a page without the marks is told', () => {
  expect(() => withMeasured('Mine', resultsWith([]))).toThrow('<!-- measured -->');
});
