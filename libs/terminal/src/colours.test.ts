import { expect, test } from '@jest/globals';
import { hasColours, paint } from './index.ts';

test.each<[boolean, boolean, NodeJS.ProcessEnv]>([
  [true, true, {}],
  [false, false, {}],
  [false, true, { TERM: 'dumb' }],
  [false, true, { NO_COLOR: '1' }],
  [true, true, { NO_COLOR: '' }],
  [true, false, { FORCE_COLOR: '1' }],
  [true, false, { FORCE_COLOR: '' }],
  [true, false, { FORCE_COLOR: '1', NO_COLOR: '1' }],
  [false, true, { FORCE_COLOR: '0' }],
  [false, true, { FORCE_COLOR: 'false' }],
])('are %s on a terminal: %s, with %j', (expected, isTerminal, env) => {
  expect(hasColours(isTerminal, env)).toBe(expected);
});

test('a text is as long as it was where there are none', () => {
  expect(paint(false)('red', '500')).toBe('500');
  expect(paint(true)('red', '500')).toBe('\x1b[31m500\x1b[39m');
});
