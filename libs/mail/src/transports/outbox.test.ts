import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { outbox } from './outbox.ts';

let home: string;
const message = (raw: string) => ({ from: 'a@example.com', to: 'b@example.com', raw: Buffer.from(raw) });
const now = new Date('2026-01-02T03:04:05.678Z');

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'outbox-'));
});
afterEach(() => rm(home, { recursive: true }));

test('has one file for each mail, whose names sort by time, also within a millisecond', async () => {
  const folder = join(home, 'a/b');
  const box = outbox(folder, () => now);
  const texts = Array.from({ length: 20 }, (_, index) => `mail ${index}`);
  for (const text of texts) await box.send(message(text));
  const names = (await readdir(folder)).sort();
  expect(names[0]).toMatch(/^2026-01-02T03-04-05\.678Z-[\w-]+\.eml$/);
  const found = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  expect(found).toEqual(texts);
});

test('is read by its user alone', async () => {
  const folder = join(home, 'outbox');
  await outbox(folder, () => now).send(message('x'));
  const [name = ''] = await readdir(folder);
  expect((await stat(folder)).mode & 0o077).toBe(0);
  expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
});

test('a folder that cannot be written is told without its place', async () => {
  const file = join(home, 'file');
  await writeFile(file, '');
  await expect(outbox(join(file, 'outbox'), () => now).send(message('x'))).rejects.toMatchObject({
    name: 'MailNotSent',
    message: 'the outbox cannot be written (ENOTDIR)',
  });
});
