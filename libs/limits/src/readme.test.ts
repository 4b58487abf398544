import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { Database } from '@gatehouse/db';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { createLoginLimits } from './index.ts';

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: readonly string[]
) => (...values: readonly unknown[]) => Promise<unknown>;

const run = (example: string, database: Database): Promise<unknown> =>
  new AsyncFunction('database', 'createLoginLimits', example)(database, createLoginLimits);

describeOnEachStore(
  'the example of the README',
  (on) => {
    test('works as it stands there: its last line is the one that is refused', async () => {
      const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
      const [, example = ''] = /```ts\nimport .*\n\n([\s\S]*?)\n```/.exec(readme) ?? [];
      const allButTheLast = example.split('\n').slice(0, -1).join('\n');
      const ofAnother = allButTheLast.replace('ada@example.com', 'grace@example.com');
      await expect(run(ofAnother, on.store.database)).resolves.toBeUndefined();
      await expect(run(example, on.store.database)).rejects.toMatchObject({ code: 'too_many_attempts' });
    });
  },
  async () => ({}),
);
