// When a client is proven before its use, on a stub of an engine that is slow, silent or gone.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { createClientKeeper, type ClientKeeper } from './client-keeper.ts';
import { StubEngine } from './stub-engine.ts';

let engine: StubEngine;
let keeper: ClientKeeper;
let silent: { pings: boolean };
beforeEach(async () => {
  silent = { pings: false };
  engine = new StubEngine(({ ping }) =>
    ping !== undefined && silent.pings ? { ok: 0, code: 6 } : undefined,
  );
  keeper = createClientKeeper({ url: await engine.listen(), name: 'any' }, 4000);
});
afterEach(async () => {
  await keeper.close();
  await engine.stop();
});

const quiet = () => waitUntil('the client is quiet', () => keeper.isQuiet());

describe('a client', () => {
  test('is not quiet before it is connected, and when it has just heard something', async () => {
    expect(keeper.isQuiet()).toBe(false);
    await keeper.current();
    keeper.hear();
    expect(keeper.isQuiet()).toBe(false);
    await quiet();
  });

  test('that is at work is asked too, since what it waits for may have been lost in a freeze', async () => {
    const used = keeper.current();
    await used;
    keeper.begin(used);
    await quiet();
  });

  test('that answers stays, and one proof is for all who wait', async () => {
    const used = keeper.current();
    await used;
    await quiet();
    expect(keeper.prove()).toBe(keeper.prove());
    await keeper.prove();
    expect(keeper.current()).toBe(used);
    expect(keeper.isQuiet()).toBe(false);
  });

  test('that does not answer is given up, and the next use makes another', async () => {
    const used = keeper.current();
    await used;
    await quiet();
    await engine.stop();
    await keeper.prove();
    engine = new StubEngine(() => undefined);
    expect(keeper.isQuiet()).toBe(false);
    const next = keeper.current();
    expect(next).not.toBe(used);
    next.catch(() => undefined);
  });

  test('that answers others while its own proof waits stays', async () => {
    silent.pings = true;
    const used = keeper.current();
    await used;
    await quiet();
    const proof = keeper.prove();
    keeper.hear();
    await proof;
    expect(keeper.current()).toBe(used);
  });

  test('that is given up is closed when what was begun on it is done, and no call is lost by that', async () => {
    const used = keeper.current();
    const ends = [keeper.begin(used), keeper.begin(used)];
    const opened = await used;
    let closed = 0;
    opened.on('topologyClosed', () => (closed += 1));
    keeper.giveUp(used);
    keeper.giveUp(used);
    ends[0]!();
    expect(await opened.db('any').command({ count: 'users' })).toMatchObject({ ok: 1 });
    expect(closed).toBe(0);
    ends[1]!();
    await waitUntil('it is closed', () => closed === 1);
  });

  test('that is stuck is closed at once', async () => {
    const used = keeper.current();
    keeper.begin(used);
    const opened = await used;
    const closed = new Promise((resolve) => opened.once('topologyClosed', resolve));
    keeper.abandon(used);
    await closed;
    expect(keeper.current()).not.toBe(used);
  });
});
