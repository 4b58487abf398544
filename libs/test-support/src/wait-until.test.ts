import { expect, test } from '@jest/globals';
import { waitUntil } from './wait-until.ts';

const AT_ONCE = { limitMs: 0, pauseMs: 0 };

test('gives what the probe finds, after as many tries as it takes', async () => {
  const found = [undefined, false, 'here'] as const;
  let tries = 0;
  expect(await waitUntil('it is there', () => found[tries++])).toBe('here');
  expect(tries).toBe(3);
});

test('a probe that fails is asked again', async () => {
  let tries = 0;
  const probe = () => (tries++ === 0 ? Promise.reject(new Error('refused')) : Promise.resolve(0));
  expect(await waitUntil('it listens', probe)).toBe(0);
});

test('says what it waited for, the last fault, and the last state', async () => {
  const probe = () => Promise.reject(new Error('refused'));
  const waiting = waitUntil('the gateway listens', probe, () => 'its output so far', AT_ONCE);
  await expect(waiting).rejects.toThrow(
    'waited in vain for 0 ms until the gateway listens\nthe last try: refused\nits output so far',
  );
  const lines = waitUntil(
    'two lines are written',
    () => false,
    () => ['one'],
    AT_ONCE,
  );
  await expect(lines).rejects.toThrow('until two lines are written\n["one"]');
});
