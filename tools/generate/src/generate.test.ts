import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { derive } from './derive.ts';
import { generate, settle } from './generate.ts';
import type { Output } from './output.ts';
import { ordersWorkspace } from './testing/orders.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

test('every derived file of this workspace is what its sources say', async () => {
  const { changed, count } = await generate({ root: ROOT, check: true });
  expect(changed).toEqual([]);
  expect(count).toBeGreaterThan(3);
});

describe('files that differ', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'generate-'));
    writeFileSync(join(folder, 'page.md'), 'Mine\n\n<!-- generated: a -->\n<!-- /generated -->\n');
    writeFileSync(join(folder, 'same.json'), '{ "a": 1 }\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const outputs: readonly Output[] = [
    { file: 'deep/new.json', text: ({ apis }) => JSON.stringify(apis.map(({ name }) => name)) },
    { file: 'page.md', part: 'a', text: () => '*text*' },
    { file: 'same.json', text: () => '{"a":1}' },
  ];
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const deriveAll = (from = outputs) => derive(folder, ordersWorkspace(), from);

  test('are written, formatted, and a second time nothing is', async () => {
    expect(settle(folder, await deriveAll(), false)).toEqual({
      changed: ['deep/new.json', 'page.md'],
      count: 3,
    });
    expect(read('deep/new.json')).toBe('["orders"]\n');
    expect(read('page.md')).toContain('Mine\n\n<!-- generated: a -->\n\n_text_\n');
    expect(settle(folder, await deriveAll(), false).changed).toEqual([]);
  });

  test('are named by a check, which writes nothing', async () => {
    const before = read('page.md');
    expect(settle(folder, await deriveAll(), true).changed).toEqual(['deep/new.json', 'page.md']);
    expect(read('page.md')).toBe(before);
    expect(existsSync(join(folder, 'deep'))).toBe(false);
  });

  test('are all known before one is written: where one cannot be, none is', async () => {
    const failing: Output = { file: 'page.md', part: 'unknown', text: () => '' };
    await expect(deriveAll([...outputs, failing])).rejects.toThrow(
      'page.md: must have one <!-- generated: unknown -->',
    );
    expect(existsSync(join(folder, 'deep'))).toBe(false);
  });
});
