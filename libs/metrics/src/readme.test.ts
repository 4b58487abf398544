import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { count, createMetrics } from './index.ts';

test('the example of the README works, and is shown there', async () => {
  const lines: string[] = [];
  let ms = 0;
  const write = (line: string): void => void lines.push(line);
  const now = (): Date => new Date('2026-01-01T00:00:00.000Z');
  const nowMs = (): number => (ms += 12.5);

  const metrics = createMetrics({ stack: 'gatehouse-auth', write, now, nowMs });

  const logIn = async () => count('Logins');
  await metrics.call({ route: 'POST /auth/login', requestId: 'request-1' }, logIn);

  const [readme, here] = await Promise.all(
    ['../README.md', './readme.test.ts'].map((file) => readFile(new URL(file, import.meta.url), 'utf8')),
  );
  const example = /```ts\n.*?\n\n(.*?)```/s.exec(readme!)?.[1] ?? '';
  expect(example).toContain('metrics.call');
  expect(here!.replaceAll(/^ {2}/gm, '')).toContain(example);
  expect(readme).toContain(lines[0]);
});
