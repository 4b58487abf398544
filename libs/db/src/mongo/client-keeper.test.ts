// When a client is proven before its use, on a stub of an engine that is slow, silent or gone.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { createClientKeeper, type ClientKeeper } from './client-keeper.ts';
import { StubEngine } from './stub-engine.ts';

let engine: StubEngine;
let keeper: ClientKeeper;
beforeEach(async () => {
  engine = new StubEngine(() => undefined);
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

  test('that is at work is not asked, since its answer would wait behind the others', async () => {
    const used = keeper.current();
    await used;
    await quiet();
    const end = keeper.begin(used);
    expect(keeper.isQuiet()).toBe(false);
    end();
    expect(keeper.isQuiet()).toBe(true);
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

  test('that does not answer is given up, with all that was begun on it', async () => {
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
});
