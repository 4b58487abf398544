// What is left of a run that could not start, or whose process ends without stopping it. Each has a temporary folder of its own.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { leaveOut, waitUntil } from '@gatehouse/test-support';

const workspace = resolve(import.meta.dirname, '../../..');
const SCRIPT = `
  import { startGatehouse } from '@gatehouse/testing';
  const gatehouse = await startGatehouse();
  console.log('up');
  process.stdin.once('data', () => process.exit());
`;
const REFUSED = `
  import { startGatehouse } from '@gatehouse/testing';
  await startGatehouse({ env: { DATABASE_URL: 'n0nsense:' } }).catch(() => console.log('refused'));
`;

const temporaryFolder = () => mkdtempDisposable(join(tmpdir(), 'gatehouse-ends-'));
const homesIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.startsWith('gatehouse-testing-'));

/** Runs a script until its first line. */
const run = async (script: string, TMPDIR: string) => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    cwd: workspace,
    env: { ...process.env, TMPDIR },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, line };
};

/** The processes whose parent is `pid`, by what Linux says of each. */
const childrenOf = (pid: number): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return parent === String(pid);
      } catch {
        return false;
      }
    });

const started = async (folder: string) => {
  const { child } = await run(SCRIPT, folder);
  const [home = 'none'] = homesIn(folder);
  return { child, home: join(folder, home), functions: childrenOf(child.pid ?? 0) };
};

const areGone = (pids: readonly string[]) =>
  waitUntil('the processes of the apps are gone', () => !pids.some((pid) => existsSync(`/proc/${pid}`)));

const declare = (): void => {
  test('a process that exits takes the apps and the files with it', async () => {
    await using folder = await temporaryFolder();
    const { child, home, functions } = await started(folder.path);
    expect(functions.length).toBeGreaterThanOrEqual(3);
    expect(existsSync(home)).toBe(true);
    child.stdin.write('exit\n');
    await once(child, 'exit');
    await areGone(functions);
    expect(existsSync(home)).toBe(false);
  });

  test('a process that is killed takes the apps with it', async () => {
    await using folder = await temporaryFolder();
    const { child, functions } = await started(folder.path);
    child.kill('SIGKILL');
    await areGone(functions);
  });
};

test('a start that the apps refuse leaves no file', async () => {
  await using folder = await temporaryFolder();
  expect(await run(REFUSED, folder.path)).toMatchObject({ line: 'refused' });
  expect(homesIn(folder.path)).toEqual([]);
});

if (existsSync('/proc/self/stat')) declare();
else leaveOut('what is left of a run', 'the processes of a process are read from /proc, which is not there');
