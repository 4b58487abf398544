import { describe, expect, test } from '@jest/globals';
import { BusyError, createGate, type GateOptions } from './index.ts';

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

/** A gate whose work ends when it is told to, with a clock that the test moves. */
const createSubject = (options: Omit<GateOptions, 'now'>) => {
  const clock = { ms: 0 };
  const gate = createGate({ ...options, now: () => clock.ms });
  const started: number[] = [];
  const refused: (readonly [name: number, seconds: number])[] = [];
  const ends = new Map<number, () => void>();
  const enter = async (...names: readonly number[]): Promise<void> => {
    for (const name of names)
      gate
        .run(() => {
          started.push(name);
          return new Promise<void>((end) => ends.set(name, end));
        })
        .catch((error: BusyError) => void refused.push([name, error.retryAfterSeconds]));
    await settled();
  };
  /** Ends a piece of work so many milliseconds later. */
  const end = async (name: number, afterMs = 0): Promise<void> => {
    clock.ms += afterMs;
    ends.get(name)!();
    await settled();
  };
  return { clock, started, refused, enter, end };
};

describe('a gate', () => {
  test('lets the others in one by one, in the order they came', async () => {
    const { started, enter, end } = createSubject({ width: 2, maxWaitMs: 1000 });
    await enter(1, 2, 3, 4);
    expect(started).toEqual([1, 2]);
    await end(2);
    expect(started).toEqual([1, 2, 3]);
    await end(1);
    expect(started).toEqual([1, 2, 3, 4]);
    await end(3);
    await end(4);
    await enter(5, 6, 7);
    expect(started).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('is free again after work that failed', async () => {
    const gate = createGate({ width: 1, maxWaitMs: 0 });
    await expect(gate.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await gate.run(async () => 'done')).toBe('done');
    expect(await gate.run(async () => 'done again')).toBe('done again');
  });

  test('refuses at once what would wait for too long, and says when to come back', async () => {
    const { started, refused, enter, end } = createSubject({ width: 2, maxWaitMs: 1000, expectedMs: 500 });
    // Behind the two that run, these wait for 0, 250, 500, 750 and 1000 ms.
    await enter(1, 2, 3, 4, 5, 6, 7);
    expect(refused).toEqual([]);
    await enter(8, 9);
    expect(refused).toEqual([
      [8, 2],
      [9, 2],
    ]);
    await end(1, 500);
    expect(started).toEqual([1, 2, 3]);
    await enter(10, 11);
    expect(refused.slice(2)).toEqual([[11, 2]]);
  });

  test('asks each that comes how long it may wait, and refuses those whose time is over', async () => {
    const left = new Map([
      [2, 1000],
      [3, 100],
      [4, 1000],
    ]);
    let coming = 0;
    const { started, refused, enter, end } = createSubject({
      ...{ width: 1, expectedMs: 10 },
      maxWaitMs: () => left.get(coming)!,
    });
    for (coming = 1; coming <= 4; coming += 1) await enter(coming);
    await end(1, 50);
    await end(2, 150);
    expect([started, refused.map(([name]) => name)]).toEqual([[1, 2, 4], [3]]);
  });

  test('serves whoever finds it free, and the next one, however long the work takes', async () => {
    const { started, refused, enter } = createSubject({ width: 1, maxWaitMs: 1000, expectedMs: 60_000 });
    await enter(1, 2);
    expect([started, refused]).toEqual([[1], []]);
    await enter(3);
    expect(refused).toEqual([[3, 120]]);
  });

  test('learns from what it runs that more can wait', async () => {
    const { refused, enter, end } = createSubject({ width: 1, maxWaitMs: 1000, expectedMs: 500 });
    for (let name = 1; name <= 20; name += 1) {
      await enter(name);
      await end(name, 10);
    }
    await enter(...Array.from({ length: 80 }, (_, index) => 100 + index));
    expect(refused).toEqual([]);
  });

  test('refuses what came last as soon as it learns that the work takes longer', async () => {
    const { started, refused, enter, end } = createSubject({ width: 1, maxWaitMs: 1000, expectedMs: 100 });
    await enter(1, 2, 3, 4, 5, 6, 7, 8, 9);
    // The recent duration becomes 100 + (500 - 100) / 4 = 200 ms, so that five may be ahead.
    await end(1, 500);
    expect(started).toEqual([1, 2]);
    expect(refused).toEqual([
      [8, 2],
      [9, 2],
    ]);
  });

  test('starts nothing that has waited for too long already', async () => {
    const { started, refused, enter, end } = createSubject({ width: 1, maxWaitMs: 1000, expectedMs: 1 });
    await enter(1, 2);
    await end(1, 1001);
    expect([started, refused]).toEqual([[1], [[2, 1]]]);
    await enter(3);
    expect(started).toEqual([1, 3]);
  });

  test('starts what has waited for as long as it may', async () => {
    const { started, enter, end } = createSubject({ width: 1, maxWaitMs: 1000, expectedMs: 1 });
    await enter(1, 2);
    await end(1, 1000);
    expect(started).toEqual([1, 2]);
  });

  test('takes 50 ms for a piece of work before it has run one', async () => {
    const { refused, enter } = createSubject({ width: 1, maxWaitMs: 1000 });
    await enter(...Array.from({ length: 23 }, (_, index) => index));
    expect(refused.map(([name]) => name)).toEqual([22]);
  });

  test('tells no more than that it is busy', () => {
    expect(new BusyError(2)).toMatchObject({
      name: 'BusyError',
      message: 'more passwords are to be hashed than can be in time',
      retryAfterSeconds: 2,
    });
  });

  test('needs no clock of a test', async () => {
    const gate = createGate({ width: 1, maxWaitMs: 60_000 });
    expect(await Promise.all([1, 2, 3].map((name) => gate.run(async () => name)))).toEqual([1, 2, 3]);
  });
});
