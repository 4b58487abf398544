import { stat } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import { DeadlineError, inTime, withinDeadline } from './deadline.ts';

const late = (message: unknown) => ({
  code: 'store_unavailable',
  retryAfterSeconds: 2,
  cause: expect.objectContaining({ name: 'DeadlineError', message }),
});

describe('a deadline', () => {
  test('passes on what comes in time, the failure too', async () => {
    expect(await withinDeadline(60_000, async () => 5)).toBe(5);
    await expect(withinDeadline(60_000, () => Promise.reject(new RangeError('late')))).rejects.toThrow(
      RangeError,
    );
  });

  test('ends what does not come, and a failure after that disturbs nobody', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const ended = withinDeadline(1, () => promise);
    await expect(ended).rejects.toMatchObject(late('No answer within 1 ms'));
    await expect(ended).rejects.toMatchObject({ cause: expect.any(DeadlineError) });
    reject(new Error('too late for anyone'));
  });

  test('is what the request has left, where that is less', async () => {
    const never = () => withinDeadline(60_000, () => Promise.withResolvers<never>().promise);
    const request = withBudget(7, never, () => 0);
    await expect(request).rejects.toMatchObject(late('No answer within 7 ms'));
  });

  test('that has passed lets nothing begin', async () => {
    let begun = false;
    const request = withBudget(0, () => withinDeadline(60_000, async () => (begun = true)));
    await expect(request).rejects.toMatchObject(late(expect.stringContaining('No time')));
    expect(begun).toBe(false);
  });

  test('is not over for an answer that came while the process was busy for longer', async () => {
    // From here the event loop comes to its timers before it comes to what was read.
    await new Promise(setImmediate);
    const read = inTime(5, stat(import.meta.filename));
    const end = performance.now() + 50;
    while (performance.now() < end);
    expect((await read).isFile()).toBe(true);
  });

  test('does not lose what is there already, and without a limit waits for ever', async () => {
    expect(await inTime(0, Promise.resolve(5))).toBe(5);
    expect(await inTime(Infinity, Promise.resolve(6))).toBe(6);
  });
});
