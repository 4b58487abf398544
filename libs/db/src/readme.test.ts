// The README's example, run as it stands by a process of its own.
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const LIBRARY = new URL('..', import.meta.url);

test("the README's example runs and prints what it says", async () => {
  const readme = await readFile(new URL('README.md', LIBRARY), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const says = /console\.log\(.*\); \/\/ (.*)/.exec(example)?.[1];
  expect(says).toBe('email_taken 1');
  expect(await run(example)).toBe(`${says}\n`);
});

/** In a folder of its own, from where the library is found as any other package that uses it would find it. */
const run = async (source: string): Promise<string> => {
  const cwd = await mkdtemp(join(tmpdir(), 'gatehouse-readme-'));
  try {
    await mkdir(join(cwd, 'node_modules', '@gatehouse'), { recursive: true });
    await symlink(fileURLToPath(LIBRARY), join(cwd, 'node_modules', '@gatehouse', 'db'));
    const flags = ['--input-type=module-typescript', '--eval', source];
    // Colours that a test runner asks for would be part of what is printed.
    const env = { ...process.env, FORCE_COLOR: '0' };
    return (await promisify(execFile)(process.execPath, flags, { cwd, env })).stdout;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
};
