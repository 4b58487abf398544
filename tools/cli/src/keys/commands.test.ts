import { beforeEach, describe, expect, test } from '@jest/globals';
import { listKeys, type PrivateKeySet } from '@gatehouse/jwt';
import { generate, list, promote, retire, rotate, type KeyDeps } from './commands.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const plain = { force: false };

let deps: KeyDeps;
let state: { set: PrivateKeySet | null; nowMs: number; lines: string[]; slept: number[] };
beforeEach(() => {
  state = { set: null, nowMs: start, lines: [], slept: [] };
  deps = {
    store: {
      name: 'memory',
      refreshSeconds: 1,
      load: async () => state.set,
      save: async (set) => void (state.set = set),
    },
    accessTtlSeconds: 300,
    now: () => new Date(state.nowMs),
    sleep: async (seconds) => {
      state.slept.push(seconds);
      state.nowMs += seconds * 1000;
    },
    print: (line) => state.lines.push(line),
  };
});

const states = () => listKeys(state.set ?? { keys: [] }).map(({ alg, state: of }) => `${alg} ${of}`);

test('a first key signs, and a second first key is refused', async () => {
  await generate(deps, { ...plain, algorithm: 'RS256' });
  expect(states()).toEqual(['RS256 signing']);
  await expect(generate(deps, plain)).rejects.toThrow('there are keys in memory; use rotate');
});

test.each([rotate, promote, retire, list])('%p needs keys', async (command) => {
  await expect(command(deps, plain)).rejects.toThrow('use generate');
});

describe('a rotation', () => {
  beforeEach(async () => {
    await generate(deps, plain);
    await rotate(deps, plain);
  });

  test('publishes a key of the same algorithm, or of the one asked for, and changes no signer', async () => {
    await rotate(deps, { ...plain, algorithm: 'EdDSA' });
    expect(states()).toEqual(['ES256 signing', 'ES256 published', 'EdDSA published']);
  });

  test('lets the new key sign when every copy of the JWKS is renewed', async () => {
    state.nowMs += 100_000;
    await promote(deps, plain);
    expect(state.slept).toEqual([201]);
    expect(states()).toEqual(['ES256 signing', 'ES256 superseded']);
  });

  test('drops the old key when its last token, and the answer cached for it, are over', async () => {
    await promote(deps, plain);
    await retire(deps, plain);
    expect(state.slept.at(-1)).toBe(300 + 5 + 60 + 1);
    expect(states()).toEqual(['ES256 signing']);
  });

  test('does not wait in an incident', async () => {
    await promote(deps, { force: true });
    await retire(deps, { force: true });
    expect(state.slept).toEqual([]);
    expect(states()).toEqual(['ES256 signing']);
  });

  test('asks which of several keys is meant', async () => {
    await rotate(deps, plain);
    await expect(promote(deps, plain)).rejects.toThrow('several published keys; name one by its KID');
    const kid = state.set?.keys[2]?.kid;
    await promote(deps, { ...plain, kid });
    expect(state.set?.keys[0]?.kid).toBe(kid);
  });

  test('never retires the key that signs', async () => {
    const kid = state.set?.keys[0]?.kid;
    await expect(retire(deps, { force: true, kid })).rejects.toThrow('key_signing');
  });

  test('is listed with each state once and its times, and nothing secret', async () => {
    state.nowMs += 1_000_000;
    await promote(deps, plain);
    await rotate(deps, plain);
    state.lines = [];
    await list(deps);
    expect(state.lines.map((line) => line.slice(line.indexOf(' ') + 2))).toEqual([
      'ES256  signing  published 2026-03-01T12:00:00.000Z',
      'ES256  superseded 2026-03-01T12:16:40.000Z  published 2026-03-01T12:00:00.000Z',
      'ES256  published 2026-03-01T12:16:40.000Z',
    ]);
    for (const { d } of state.set?.keys ?? []) expect(state.lines.join()).not.toContain(d);
  });
});
