import { describe, expect, test } from '@jest/globals';
import { BrokenRule, UnresolvedReference } from './errors.ts';
import { createProvider, type Provider } from './provider.ts';

interface World {
  nowMs: number;
  asked: number;
  answer: () => string | Promise<string>;
  readonly failures: string[];
}

const createWorld = (): World => ({ nowMs: 0, asked: 0, answer: () => 'one', failures: [] });

const provide = <T>(world: World, parse: (text: string) => T): Provider<T> =>
  createProvider({
    name: 'KEYS (ssm:/keys)',
    resolve: async () => {
      world.asked += 1;
      return world.answer();
    },
    parse,
    ttlSeconds: 60,
    staleSeconds: 600,
    coolDownSeconds: 5,
    patienceMs: 20,
    onFailure: (error) => world.failures.push(error.message),
    now: () => world.nowMs,
  });

const failing = (): never => {
  throw new UnresolvedReference('throttled', 'KEYS (ssm:/keys)', 'AWS throttles');
};

describe('a provider', () => {
  test('asks once within the time to live, and again after it', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => text);
    expect(await provider.current()).toBe('one');
    world.answer = () => 'two';
    world.nowMs = 59_999;
    expect(await provider.current()).toBe('one');
    world.nowMs = 60_000;
    expect(await provider.current()).toBe('two');
    expect(world.asked).toBe(2);
  });

  test('gives a value without waiting while it is fresh, and nothing that would have to be asked for', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => text);
    expect(provider.peek?.()).toBeUndefined();
    await provider.current();
    world.nowMs = 59_999;
    expect(provider.peek?.()).toBe('one');
    for (const nowMs of [60_000, -1]) {
      world.nowMs = nowMs;
      expect(provider.peek?.()).toBeUndefined();
    }
    expect(world.asked).toBe(1);
  });

  test('asks again when the clock was set back, once, and goes on with the last good value', async () => {
    const world = createWorld();
    world.nowMs = 3_600_000;
    const provider = provide(world, (text) => text);
    await provider.current();
    world.nowMs = 0;
    world.answer = failing;
    expect([await provider.current(), await provider.current()]).toEqual(['one', 'one']);
    expect(world.asked).toBe(2);
    world.nowMs = 5000;
    world.answer = () => 'two';
    expect([await provider.current(), await provider.current()]).toEqual(['two', 'two']);
    expect(world.asked).toBe(3);
  });

  test('cools down no longer when the clock was set back', async () => {
    const world = createWorld();
    world.nowMs = 3_600_000;
    const provider = provide(world, (text) => text);
    world.answer = failing;
    await expect(provider.current()).rejects.toThrow('throttles');
    world.nowMs = 0;
    world.answer = () => 'one';
    expect(await provider.current()).toBe('one');
  });

  test('concurrent callers share one resolution', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => text);
    expect(await Promise.all([provider.current(), provider.current(), provider.current()])).toEqual(
      Array(3).fill('one'),
    );
    expect(world.asked).toBe(1);
  });

  test('a text that stays the same is not parsed again and keeps its identity', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => ({ text }));
    const first = await provider.current();
    world.nowMs = 60_000;
    expect(await provider.current()).toBe(first);
    expect(world.asked).toBe(2);
  });

  test('the last good value serves while refreshing fails, for a bounded time', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => text);
    await provider.current();
    world.answer = failing;
    world.nowMs = 599_999;
    expect(await provider.current()).toBe('one');
    world.nowMs = 600_000;
    await expect(provider.current()).rejects.toThrow('AWS throttles');
    world.nowMs = 605_000;
    world.answer = () => 'two';
    expect(await provider.current()).toBe('two');
  });

  test('each failed resolution is told once, and followed by a cool-down', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => text);
    await provider.current();
    world.answer = failing;
    world.nowMs = 60_000;
    await Promise.all([provider.current(), provider.current()]);
    world.nowMs = 64_999;
    await provider.current();
    expect([world.asked, world.failures.length]).toEqual([2, 1]);
    world.nowMs = 65_000;
    await provider.current();
    expect([world.asked, world.failures.length]).toEqual([3, 2]);
  });

  test('nobody waits for a resolution that hangs while the last good value may be used', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => text);
    await provider.current();
    const hanging = Promise.withResolvers<string>();
    world.answer = () => hanging.promise;
    world.nowMs = 60_000;
    expect(await provider.current()).toBe('one');
    expect(await provider.current()).toBe('one');
    expect(world.asked).toBe(2);
    hanging.resolve('two');
    expect(await provider.current()).toBe('two');
  });

  test('a failure that is thrown is not told as well', async () => {
    const world = createWorld();
    world.answer = failing;
    const provider = provide(world, (text) => text);
    await expect(provider.current()).rejects.toThrow('AWS throttles');
    expect(world.failures).toEqual([]);
  });

  test('a first failure is kept no longer than the cool-down', async () => {
    const world = createWorld();
    world.answer = failing;
    const provider = provide(world, (text) => text);
    await expect(provider.current()).rejects.toMatchObject({ reason: 'throttled' });
    world.answer = () => 'one';
    await expect(provider.current()).rejects.toMatchObject({ reason: 'throttled' });
    world.nowMs = 5_000;
    expect(await provider.current()).toBe('one');
  });

  test('a value that its parser refuses replaces no good one', async () => {
    const world = createWorld();
    const provider = provide(world, (text) => JSON.parse(text) as unknown);
    world.answer = () => '{"good": true}';
    await provider.current();
    world.answer = () => '{"torn": ';
    world.nowMs = 60_000;
    expect(await provider.current()).toEqual({ good: true });
    expect(world.failures).toEqual(['KEYS (ssm:/keys): is malformed']);
  });

  test('the value shows in no message, although a parser may quote it', async () => {
    const world = createWorld();
    world.answer = () => 'hunter2';
    const provider = provide(world, (text) => JSON.parse(text) as unknown);
    const error: unknown = await provider.current().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'malformed', message: 'KEYS (ssm:/keys): is malformed' });
    expect(error).not.toHaveProperty('cause');
  });

  test.each([
    [new BrokenRule('must hold a key'), 'must hold a key'],
    [Object.assign(new Error('hunter2'), { code: 'weak_secret' }), 'is malformed (weak_secret)'],
    [Object.assign(new Error('hunter2'), { code: 'not a code: hunter2' }), 'is malformed'],
  ])('what a parser may say is a rule or a code', async (thrown, rule) => {
    const world = createWorld();
    const provider = provide(world, () => {
      throw thrown;
    });
    await expect(provider.current()).rejects.toThrow(
      new UnresolvedReference('malformed', 'KEYS (ssm:/keys)', rule),
    );
  });
});
