// The whole command, with as few rounds as there can be: it installs, packs, measures every part, and writes what it says.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Results } from './core/results.ts';
import { TARGETS } from './core/targets.ts';
import { OUTPUT, ROOT } from './paths.ts';

test('a run of few rounds has every row of the targets, in a table, as JSON and as a chart', async () => {
  const args = ['--import', './tools/preload.mjs', 'tools/bench/src/main.ts', '--short', '--share', '0.02'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, maxBuffer: 1e7 });
  const results = JSON.parse(readFileSync(join(OUTPUT, 'bench.json'), 'utf8')) as Results;
  const ids = [...results.rows, ...results.leftOut].map(({ id }) => id);
  for (const { row } of TARGETS) expect(ids).toContain(row);
  for (const { entries } of results.rows)
    for (const { name, median } of entries) expect([name, Number.isFinite(median)]).toEqual([name, true]);
  for (const { title } of results.rows) expect(stdout).toContain(title);
  expect(readFileSync(join(OUTPUT, 'bench.svg'), 'utf8')).toContain('</svg>');
}, 600_000);
