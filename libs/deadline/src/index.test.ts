import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { atBudgetEnd, timeLeftMs, withBudget } from './index.ts';

const stoppedClock = () => {
  const clock = { nowMs: 1000 };
  return { now: () => clock.nowMs, pass: (ms: number) => void (clock.nowMs += ms) };
};

describe('the time that is left', () => {
  test('outside of a budget is the whole limit of a step', () => {
    expect(timeLeftMs(4000)).toBe(4000);
  });

  test('shrinks with all that happens in the budget, to nothing', async () => {
    const clock = stoppedClock();
    const left = withBudget(
      300,
      async () => {
        const first = timeLeftMs(4000);
        clock.pass(100);
        await sleep(1);
        const second = timeLeftMs(4000);
        clock.pass(500);
        return [first, second, timeLeftMs(4000)];
      },
      clock.now,
    );
    expect(await left).toEqual([300, 200, 0]);
  });

  test('is never more than the limit of the step', () => {
    expect(withBudget(300, () => timeLeftMs(50), stoppedClock().now)).toBe(50);
  });

  test('of a budget within another one is at most what the other has', () => {
    const clock = stoppedClock();
    const nested = (ms: number) => withBudget(ms, () => timeLeftMs(Infinity), clock.now);
    expect(withBudget(300, () => [nested(1000), nested(100)], clock.now)).toEqual([300, 100]);
  });

  test('belongs to one request: another at the same time has its own', async () => {
    const clock = stoppedClock();
    const request = (ms: number) =>
      withBudget(ms, async () => (await sleep(1), timeLeftMs(Infinity)), clock.now);
    expect(await Promise.all([request(300), request(200)])).toEqual([300, 200]);
    expect(timeLeftMs(Infinity)).toBe(Infinity);
  });
});

describe('the end of a budget', () => {
  test('is told when the work of the outermost one is settled, however it is', async () => {
    const told: string[] = [];
    const tell = (name: string) => atBudgetEnd(() => told.push(name));
    const { promise, resolve } = Promise.withResolvers<void>();
    const request = withBudget(300, () => withBudget(200, async () => (tell('first'), promise)));
    expect(told).toEqual([]);
    resolve();
    await request;
    expect(told).toEqual(['first']);
    await withBudget(300, async () => (tell('second'), Promise.reject(new Error('failed')))).catch(
      () => undefined,
    );
    expect(() => withBudget(300, () => (tell('third'), expect(1).toBe(2)))).toThrow();
    expect(withBudget(300, () => tell('fourth'))).toBe(true);
    expect(told).toEqual(['first', 'second', 'third', 'fourth']);
  });

  test('is not there outside of one', () => {
    expect(atBudgetEnd(() => undefined)).toBe(false);
  });
});

test('the example of the README works, and is shown there', async () => {
  const readStore = async () => timeLeftMs(4000);
  const serve = async () => [await readStore(), await readStore()];

  const [first = 0, second = 0] = await withBudget(300, serve);
  expect(first).toBeLessThanOrEqual(300);
  expect(second).toBeLessThanOrEqual(first);

  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const here = await readFile(new URL(import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const statements = example
    .split('\n')
    .filter((line) => line.includes('=>') || line.includes('withBudget('));
  expect(statements).toHaveLength(3);
  for (const statement of statements) expect(here).toContain(statement);
});
