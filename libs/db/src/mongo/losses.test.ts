import { expect, test } from '@jest/globals';
import { lossesAmong, type Acknowledged } from './losses.ts';

const ACKNOWLEDGED: readonly Acknowledged[] = [
  { by: 'adapter', id: 'a1' },
  { by: 'bare driver', id: 'b1' },
  { by: 'adapter', id: 'a2' },
  { by: 'bare driver', id: 'b2' },
];
const lossesOf = (...gone: string[]) => lossesAmong(ACKNOWLEDGED, new Set(gone), new Set());

test('nothing is gone', () => {
  expect(lossesOf()).toBeNull();
});

test('what is gone of the bare driver’s as well was lost by the engine', () => {
  expect(lossesAmong(ACKNOWLEDGED, new Set(['a2', 'b2']), new Set(['b2']))).toEqual({
    told: '2 of 4 acknowledged writes were gone (adapter a2 as 3, bare driver b2 as 4), 1 came back',
    blame: 'engine',
  });
  expect(lossesOf('b1')?.blame).toBe('engine');
});

test('what is gone of the adapter’s alone was never written as it should be', () => {
  expect(lossesOf('a1')?.blame).toBe('adapter');
});
