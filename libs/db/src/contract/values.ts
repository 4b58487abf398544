// The part of the contract that shared values are held to.
import { expect, test } from '@jest/globals';
import type { ValueStore } from '../ports.ts';
import { storeKeyOf } from '../store-key.ts';
import { randomId } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, useMigrated } from './subject.ts';

export const describeValueStore = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const values = (): ValueStore => subject().database.values;

  test('a value is found as it was set last, and null before', async () => {
    const name = randomId();
    expect(await values().find(name)).toBeNull();
    for (const value of ['first', '', '$name', '{"a":1}', '007']) {
      await values().set(name, value);
      expect(await values().find(name)).toBe(value);
    }
  });

  test('of those who keep a value at once, all get the first one’s', async () => {
    const name = randomId();
    const kept = await atOnce(20, (index) => values().keep(name, `value ${index}`));
    expect(new Set(kept).size).toBe(1);
    expect(await values().find(name)).toBe(kept[0]);
    expect(await values().keep(name, 'late')).toBe(kept[0]);
  });

  test('a number counts what is added at once, and does not fall below 0', async () => {
    const name = randomId();
    const counts = await atOnce(20, () => values().add(name, 2));
    expect(Math.max(...counts)).toBe(40);
    expect(new Set(counts).size).toBe(20);
    expect(await values().add(name, -41)).toBe(0);
    expect(await values().add(name, -1)).toBe(0);
    expect(await values().add(name, 3)).toBe(3);
    expect(await values().find(name)).toBe('3');
    await values().set(name, '12');
    expect(await values().add(name, -2)).toBe(10);
    expect(await values().add(randomId(), -2)).toBe(0);
  });

  test('a value that is no string reaches no query', async () => {
    const odd = { $ne: null } as unknown as string;
    await expect(values().find(odd)).rejects.toThrow(TypeError);
    await expect(values().keep(odd, 'x')).rejects.toThrow(TypeError);
    await expect(values().keep(randomId(), odd)).rejects.toThrow(TypeError);
    await expect(values().set(randomId(), odd)).rejects.toThrow(TypeError);
    await expect(values().add(odd, 1)).rejects.toThrow(TypeError);
  });

  test('the keys of a store are the same through every handle, and one for each purpose', async () => {
    const other = subject().reopen();
    try {
      const here = await storeKeyOf(values(), 'throttles');
      expect(here.symmetricKeySize).toBe(32);
      expect(here.equals(await storeKeyOf(other.values, 'throttles'))).toBe(true);
      expect(here.equals(await storeKeyOf(values(), 'challenges'))).toBe(false);
    } finally {
      await other.close();
    }
  });
};
