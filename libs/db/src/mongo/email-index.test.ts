import { expect, test } from '@jest/globals';
import { createEmailIndexCheck, type Index } from './email-index.ts';

const UNIQUE = { key: { email: 1 }, unique: true, stands: true };

const checkOver = (indexes: readonly Index[]) => {
  const state = { indexes, nowMs: 0, asked: 0 };
  const notices: string[] = [];
  const pass = createEmailIndexCheck(async () => ((state.asked += 1), state.indexes), {
    onNotice: (notice) => notices.push(notice),
    nowMs: () => state.nowMs,
  });
  return { state, notices, pass };
};

const NOT_MIGRATED = {
  code: 'store_unavailable',
  cause: { message: expect.stringContaining('run the migration') },
};

test('an index that was seen is believed for a minute, and one that was dropped is missed then', async () => {
  const { state, pass } = checkOver([UNIQUE]);
  for (const nowMs of [0, 1, 59_999]) {
    state.nowMs = nowMs;
    await pass();
  }
  expect(state.asked).toBe(1);
  state.indexes = [];
  state.nowMs = 60_000;
  await expect(pass()).rejects.toMatchObject(NOT_MIGRATED);
});

test('that it is missing is told once, and again when it was there in between', async () => {
  const { state, notices, pass } = checkOver([]);
  for (let time = 0; time < 3; time += 1) await expect(pass()).rejects.toMatchObject(NOT_MIGRATED);
  expect(notices).toHaveLength(1);
  state.indexes = [UNIQUE];
  await pass();
  state.indexes = [];
  state.nowMs = 60_000;
  await expect(pass()).rejects.toMatchObject(NOT_MIGRATED);
  expect(notices).toHaveLength(2);
});

test.each([
  [{ key: { email: 1 }, stands: true }],
  [{ ...UNIQUE, stands: false }],
  [{ ...UNIQUE, partialFilterExpression: { disabled: false } }],
  [{ ...UNIQUE, key: { email: 1, tenant: 1 } }],
])('%j is not the index', async (index) => {
  await expect(checkOver([index]).pass()).rejects.toMatchObject(NOT_MIGRATED);
});
