import { expect, test } from '@jest/globals';
import { faultOf, isStalled, type Exchange, type Trouble } from './judge.ts';

const exchange = (status: number | null, startedMs = 10_000, endedMs = 10_100): Exchange => ({
  ...{ method: 'GET', path: '/users/me', startedMs, endedMs, status },
  ...{ code: null, requestId: null },
});
const trouble = (what: Trouble['what'], fromMs = 9_000, untilMs = 9_500): Trouble => ({
  what,
  fromMs,
  untilMs,
});
const fault = (one: Exchange, ...troubles: Trouble[]) => faultOf(one, { troubles, stalls: [] });

test.each([
  ['no answer', null, 'gateway', 'no answer, although the gateway was there'],
  ['a 500', 500, 'function', 'a 500, although no function was killed'],
] as const)('%s is right where its own trouble was, and nowhere else', (_, status, own, wrong) => {
  expect(fault(exchange(status))).toBe(wrong);
  expect(fault(exchange(status), trouble('engine'))).toBe(wrong);
  expect(fault(exchange(status), trouble(own))).toBeNull();
});

test('a 503 is right during a trouble and shortly behind it', () => {
  expect(fault(exchange(503))).toBe('a 503, although nothing was broken');
  expect(fault(exchange(503), trouble('engine', 10_050, Infinity))).toBeNull();
  expect(fault(exchange(503), trouble('connections', 7_000, 8_001))).toBeNull();
  expect(fault(exchange(503), trouble('connections', 7_000, 7_999))).toBe(
    'a 503, although nothing was broken',
  );
  expect(fault(exchange(503), trouble('engine', 10_101, 20_000))).toBe('a 503, although nothing was broken');
});

test('an answer has five seconds, without what the machine took', () => {
  const late = exchange(200, 10_000, 15_001);
  expect(fault(late, trouble('engine'))).toBe('an answer after more than 5 s');
  const stalls = [{ fromMs: 12_000, untilMs: 12_500, stalledMs: 100 }];
  expect(faultOf(late, { troubles: [], stalls })).toBeNull();
  expect([isStalled(late, stalls), isStalled(late, []), isStalled(exchange(200), stalls)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(faultOf(late, { troubles: [], stalls: [{ ...stalls[0]!, fromMs: 1, untilMs: 2 }] })).toBe(
    'an answer after more than 5 s',
  );
});
