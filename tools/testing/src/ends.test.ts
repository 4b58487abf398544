// What is left of a run whose process ends without stopping it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
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

const homes = () => readdirSync(tmpdir()).filter((name) => name.startsWith('gatehouse-testing-'));

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

const started = async () => {
  const before = homes();
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', SCRIPT], {
    cwd: workspace,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: child.stdout }), 'line');
  const [home = ''] = homes().filter((name) => !before.includes(name));
  return { child, home: join(tmpdir(), home), functions: childrenOf(child.pid ?? 0) };
};

const areGone = (pids: readonly string[]) =>
  waitUntil('the processes of the apps are gone', () => !pids.some((pid) => existsSync(`/proc/${pid}`)));

const declare = (): void => {
  test('a process that exits takes the apps and the files with it', async () => {
    const { child, home, functions } = await started();
    expect(functions.length).toBeGreaterThanOrEqual(3);
    expect(existsSync(home)).toBe(true);
    child.stdin.write('exit\n');
    await once(child, 'exit');
    await areGone(functions);
    expect(existsSync(home)).toBe(false);
  });

  test('a process that is killed takes the apps with it', async () => {
    const { child, home, functions } = await started();
    child.kill('SIGKILL');
    await areGone(functions);
    await rm(home, { recursive: true, maxRetries: 5 });
  });
};

if (existsSync('/proc/self/stat')) declare();
else leaveOut('what is left of a run', 'the processes of a process are read from /proc, which is not there');
