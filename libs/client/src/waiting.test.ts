import { expect, test } from '@jest/globals';
import { alone, orAborted, within } from './waiting.ts';

const forever = new Promise<never>(() => undefined);

/** Fails when it is told to stop, as `fetch` does. */
const untilStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_resume, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)));

test('what takes too long is stopped, and the error says after what time', async () => {
  await expect(within(1, untilStopped)).rejects.toThrow('no answer within 1 ms');
  expect(await within(60_000, async () => 'in time')).toBe('in time');
});

test('work of one name is done one by one', async () => {
  let isBusy = false;
  const work = async (): Promise<boolean> => {
    const wasBusy = isBusy;
    isBusy = true;
    await new Promise(setImmediate);
    isBusy = false;
    return wasBusy;
  };
  const done = await Promise.all([1, 2, 3].map(() => alone('one', 60_000, work)));
  expect(done).toEqual([false, false, false]);
});

test('work is told whether it had to wait', async () => {
  const [begun, release] = [Promise.withResolvers<boolean>(), Promise.withResolvers<void>()];
  const first = alone('told', 60_000, async (hasWaited) => {
    begun.resolve(hasWaited);
    await release.promise;
  });
  expect(await begun.promise).toBe(false);
  const second = alone('told', 60_000, async (hasWaited) => hasWaited);
  release.resolve();
  await first;
  expect(await second).toBe(true);
});

test('work that fails is done once, and its error is what it threw', async () => {
  let times = 0;
  const failing = (): Promise<never> => {
    times += 1;
    return Promise.reject(new Error('refused'));
  };
  await expect(alone('failing', 60_000, failing)).rejects.toThrow('refused');
  expect(times).toBe(1);
});

test('a lock that somebody holds for too long is not waited for', async () => {
  const release = Promise.withResolvers<void>();
  const holding = alone('held', 60_000, () => release.promise);
  expect(await alone('held', 1, async () => 'done')).toBe('done');
  release.resolve();
  await holding;
});

test('a wait is given up at its signal', async () => {
  const leaving = new AbortController();
  const waiting = orAborted(leaving.signal, forever);
  leaving.abort();
  expect(await waiting).toBeUndefined();
  expect(await orAborted(leaving.signal, forever)).toBeUndefined();
  expect(await orAborted(undefined, Promise.resolve('here'))).toBe('here');
});
