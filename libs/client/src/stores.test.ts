import { expect, test } from '@jest/globals';
import { memoryStore, webStore } from './index.ts';
import { tokens } from './testing/made-up-api.ts';

test('a memory store is one’s own', async () => {
  const [one, other] = [memoryStore(), memoryStore()];
  await one.set(tokens('a'));
  expect([await one.get(), await other.get()]).toEqual([tokens('a'), null]);
});

test('web storage holds the tokens, and what somebody else has put there is none', async () => {
  const items = new Map<string, string>();
  const store = webStore({
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  });
  expect(await store.get()).toBeNull();
  await store.set(tokens('a'));
  expect(await store.get()).toEqual(tokens('a'));
  await store.set(null);
  expect(items.size).toBe(0);
  for (const text of ['', '{', '7', '{"access_token":7}']) {
    items.set('gatehouse', text);
    expect(await store.get()).toBeNull();
  }
});
