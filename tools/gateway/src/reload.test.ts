import { expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { createReloader } from './reload.ts';
import { StartError } from './start-error.ts';

const reloading = (update: (names: string[]) => Promise<void>) => {
  const written: string[] = [];
  const reloader = createReloader({
    update: (isChanged) => update(['a', 'b', 'c'].filter(isChanged)),
    write: (line) => written.push(line),
    quietMs: 1,
  });
  return { reloader, written };
};

test('a burst of changes is one update', async () => {
  const updates: string[][] = [];
  const { reloader, written } = reloading(async (names) => void updates.push(names));
  for (const apps of [['a'], [], ['c', 'a']]) reloader.changed(apps);
  await waitUntil(
    '"reloaded a, c" is written',
    () => written.includes('reloaded a, c'),
    () => written,
  );
  expect(updates).toEqual([['a', 'c']]);
});

test('changes during an update wait for its end', async () => {
  const first = Promise.withResolvers<void>();
  const updates: string[][] = [];
  const { reloader, written } = reloading(async (names) => {
    updates.push(names);
    if (updates.length === 1) await first.promise;
  });
  reloader.changed(['a']);
  await waitUntil(
    'the first update runs',
    () => updates.length === 1,
    () => updates,
  );
  reloader.changed(['b']);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(updates).toHaveLength(1);
  first.resolve();
  await waitUntil(
    'two lines are written',
    () => written.length === 2,
    () => written,
  );
  expect(updates).toEqual([['a'], ['b']]);
});

test('a failed update says why, and the next change brings what it left out', async () => {
  const outcomes = [Promise.reject(new StartError(['a: broken'])), Promise.resolve()];
  outcomes[0]?.catch(() => undefined);
  const { reloader, written } = reloading(() => outcomes.shift() ?? Promise.resolve());
  reloader.changed(['a']);
  await waitUntil(
    'two lines are written',
    () => written.length === 2,
    () => written,
  );
  reloader.changed(['b']);
  await waitUntil(
    'three lines are written',
    () => written.length === 3,
    () => written,
  );
  expect(written).toEqual(['a: broken', 'not reloaded; what ran before runs on', 'reloaded a, b']);
});
