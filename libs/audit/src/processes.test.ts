// Several processes that append to one file at once.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const run = promisify(execFile);
const WRITERS = new URL('./writers.ts', import.meta.url).href;

const appending = (file: string, name: string): string => `
  import { toFile } from ${JSON.stringify(WRITERS)};
  const write = toFile(${JSON.stringify(file)});
  for (let count = 0; count < 200; count += 1) write(JSON.stringify({ name: ${JSON.stringify(name)}, count, pad: 'x'.repeat(900) }) + '\\n');
`;

test('no line is lost, and none falls into another', async () => {
  const home = await mkdtemp(join(tmpdir(), 'gatehouse-audit-'));
  const file = join(home, 'audit.jsonl');
  const names = ['a', 'b', 'c'];
  await Promise.all(
    names.map((name) => run(process.execPath, ['--input-type=module', '--eval', appending(file, name)])),
  );
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as { readonly name: string; readonly count: number });
  for (const name of names)
    expect(parsed.filter((line) => line.name === name).map(({ count }) => count)).toEqual(
      Array.from({ length: 200 }, (_, count) => count),
    );
  await rm(home, { recursive: true });
});
