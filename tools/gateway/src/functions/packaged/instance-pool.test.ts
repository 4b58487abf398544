import { describe, expect, test } from '@jest/globals';
import { InvocationError } from '../function-host.ts';
import type { FunctionInstance } from './function-instance.ts';
import { InstancePool } from './instance-pool.ts';

/** Instances that do what the test says, each known by the number of its start. */
const createInstances = () => {
  const starts: PromiseWithResolvers<FunctionInstance>[] = [];
  const createInstance = () => {
    const gone = Promise.withResolvers<void>();
    const calls: (PromiseWithResolvers<string> & { event: string })[] = [];
    let isAlive = true;
    const end = (): void => {
      isAlive = false;
      for (const call of calls) call.reject(new InvocationError('lost', 'ended'));
      gone.resolve();
    };
    return {
      calls,
      isAlive: () => isAlive,
      isReady: async () => isAlive,
      exited: gone.promise,
      kill: end,
      invoke: (event: string) => {
        const call = { event, ...Promise.withResolvers<string>() };
        calls.push(call);
        return call.promise;
      },
    };
  };
  const start = (signal: AbortSignal): Promise<FunctionInstance> => {
    const starting = Promise.withResolvers<FunctionInstance>();
    signal.addEventListener('abort', () => starting.reject(new Error('aborted')));
    starts.push(starting);
    return starting.promise;
  };
  /** Lets the oldest start succeed. */
  const arrive = async () => {
    await settled();
    const instance = createInstance();
    starts.shift()!.resolve(instance);
    await settled();
    return instance;
  };
  return { starts, start, arrive };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

const create = (mostInstances = 2) => {
  const instances = createInstances();
  return { ...instances, pool: new InstancePool({ start: instances.start, mostInstances }) };
};

describe('a pool of instances', () => {
  test('starts nothing before the first call, and keeps what it started', async () => {
    const { pool, starts, arrive } = create();
    expect(starts).toHaveLength(0);
    const first = pool.invoke('1', 1000);
    const instance = await arrive();
    instance.calls[0]!.resolve('one');
    expect(await first).toBe('one');
    await settled();
    const second = pool.invoke('2', 1000);
    expect(starts).toHaveLength(0);
    instance.calls[1]!.resolve('two');
    expect(await second).toBe('two');
  });

  test('starts another instance for a call that finds all busy, up to the limit; then calls wait their turn', async () => {
    const { pool, starts, arrive } = create(2);
    const calls = ['1', '2', '3', '4'].map((event) => pool.invoke(event, 1000));
    expect(starts).toHaveLength(2);
    const [one, two] = [await arrive(), await arrive()];
    expect([one, two].map(({ calls }) => calls.map(({ event }) => event))).toEqual([['1'], ['2']]);
    two.calls[0]!.resolve('b');
    await settled();
    expect(two.calls.map(({ event }) => event)).toEqual(['2', '3']);
    one.calls[0]!.resolve('a');
    two.calls[1]!.resolve('c');
    await settled();
    one.calls[1]?.resolve('d');
    two.calls[2]?.resolve('d');
    expect(await Promise.all(calls)).toEqual(['a', 'b', 'c', 'd']);
    expect(starts).toHaveLength(0);
  });

  test('fails one call for each start that fails, and tries again for the others', async () => {
    const { pool, starts, arrive } = create(1);
    const [first, second] = [pool.invoke('1', 1000), pool.invoke('2', 1000)];
    starts.shift()!.reject(new Error('no such module'));
    await expect(first).rejects.toEqual(new InvocationError('lost', 'no such module'));
    (await arrive()).calls[0]!.resolve('up');
    expect(await second).toBe('up');
  });

  test('starts a new instance for the call after one that died, idle or busy', async () => {
    const { pool, arrive } = create();
    await Promise.all([pool.warmUp(), arrive().then((idle) => idle.kill())]);
    await settled();
    const first = pool.invoke('1', 1000);
    (await arrive()).kill();
    await expect(first).rejects.toMatchObject({ kind: 'lost' });
    const second = pool.invoke('2', 1000);
    (await arrive()).calls[0]!.resolve('up');
    expect(await second).toBe('up');
  });

  test('that was warmed up has an instance for the first call', async () => {
    const { pool, arrive } = create();
    const [, instance] = await Promise.all([pool.warmUp(), arrive()]);
    const call = pool.invoke('1', 1000);
    instance.calls[0]!.resolve('warm');
    expect(await call).toBe('warm');
  });

  test('says why it cannot be warmed up', async () => {
    const { pool, starts } = create();
    const warming = pool.warmUp();
    starts.shift()!.reject(new Error('no keys'));
    await expect(warming).rejects.toThrow('no keys');
  });

  test('that retires does what it was asked to, and then nothing is left', async () => {
    const { pool, arrive } = create(1);
    const [first, second] = [pool.invoke('1', 1000), pool.invoke('2', 1000)];
    const instance = await arrive();
    let isOver = false;
    const over = pool.retire().then(() => (isOver = true));
    await expect(pool.invoke('3', 1000)).rejects.toMatchObject({ kind: 'lost' });
    instance.calls[0]!.resolve('one');
    await settled();
    instance.calls[1]!.resolve('two');
    expect([await first, await second]).toEqual(['one', 'two']);
    expect([instance.isAlive(), isOver]).toEqual([true, false]);
    await over;
    expect(instance.isAlive()).toBe(false);
  });

  test('that is killed ends what starts and refuses what waits', async () => {
    const { pool } = create(1);
    const calls = ['1', '2'].map((event) => pool.invoke(event, 1000));
    const retired = pool.retire();
    pool.kill();
    await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ kind: 'lost' })));
    await retired;
  });
});
