import { expect, test } from '@jest/globals';
import { BoundedMap } from './bounded-map.ts';

/** Looks for the latest first, since whoever is looked for counts as asked for. */
const keysIn = (map: BoundedMap<number>, max: number): readonly number[] =>
  Array.from({ length: max }, (_, index) => max - 1 - index).filter(
    (key) => map.get(String(key)) !== undefined,
  );

test('holds no more than its size, and at least the later half', () => {
  const map = new BoundedMap<number>(10);
  for (let key = 0; key < 1_003; key += 1) map.set(String(key), key);
  const held = keysIn(map, 1_003);
  expect(held.length).toBeLessThanOrEqual(10);
  expect(held.slice(0, 5)).toEqual([1_002, 1_001, 1_000, 999, 998]);
});

test('what is asked for again and again outlives any number of others', () => {
  const map = new BoundedMap<number>(10);
  map.set('kept', 1);
  for (let key = 0; key < 1_000; key += 1) {
    map.set(String(key), key);
    expect(map.get('kept')).toBe(1);
  }
});

test('forgets what is taken out, in either generation', () => {
  const map = new BoundedMap<number>(4);
  for (let key = 0; key < 3; key += 1) map.set(String(key), key);
  for (const key of ['0', '2']) map.delete(key);
  expect(keysIn(map, 3)).toEqual([1]);
  expect(map.get('other')).toBeUndefined();
});

test('gives what was set last under a key', () => {
  const map = new BoundedMap<number>(4);
  for (const value of [1, 2, 3, 4, 5]) map.set('one', value);
  expect(map.get('one')).toBe(5);
});
