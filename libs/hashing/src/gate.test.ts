import { describe, expect, test } from '@jest/globals';
import { createGate } from './gate.ts';

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('a gate', () => {
  test('lets the others in one by one, in the order they came', async () => {
    const gate = createGate(2);
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const enter = (name: number): Promise<void> =>
      gate.run(() => {
        started.push(name);
        return new Promise((end) => ends.push(end));
      });
    const all = [1, 2, 3, 4].map(enter);
    await settled();
    expect(started).toEqual([1, 2]);
    ends[1]?.();
    await settled();
    expect(started).toEqual([1, 2, 3]);
    ends[0]?.();
    await settled();
    expect(started).toEqual([1, 2, 3, 4]);
    ends[2]?.();
    ends[3]?.();
    await Promise.all(all);
  });

  test('is free again after work that failed', async () => {
    const gate = createGate(1);
    await expect(gate.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await gate.run(async () => 'done')).toBe('done');
  });
});
