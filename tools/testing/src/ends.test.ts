// What is left of a run that could not begin, and of one whose process ends without stopping it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
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
  await startGatehouse({ env: { LOG_LEVEL: 'n0nsense' } }).catch(() => console.log('refused'));
`;

/** The folder for temporary files of the one process of a test: in that of the machine other runs come and go. */
let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'gatehouse-ends-'));
});
afterEach(() => rm(temporary, { recursive: true, maxRetries: 5 }));

const homes = () => readdirSync(temporary).filter((name) => name.startsWith('gatehouse-testing-'));

const spawned = (script: string) =>
  spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    cwd: workspace,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['pipe', 'pipe', 'inherit'],
  });

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
  const child = spawned(SCRIPT);
  await once(createInterface({ input: child.stdout }), 'line');
  return { child, functions: childrenOf(child.pid ?? 0) };
};

const areGone = (pids: readonly string[]) =>
  waitUntil('the processes of the apps are gone', () => !pids.some((pid) => existsSync(`/proc/${pid}`)));

test('a start that the apps refuse leaves nothing behind', async () => {
  const child = spawned(REFUSED);
  expect(await text(child.stdout)).toBe('refused\n');
  expect(homes()).toEqual([]);
});

const declare = (): void => {
  test('a process that exits takes the apps and the files with it', async () => {
    const { child, functions } = await started();
    expect(functions.length).toBeGreaterThanOrEqual(3);
    expect(homes()).toHaveLength(1);
    child.stdin.write('exit\n');
    await once(child, 'exit');
    await areGone(functions);
    expect(homes()).toEqual([]);
  });

  test('a process that is killed takes the apps with it', async () => {
    const { child, functions } = await started();
    child.kill('SIGKILL');
    await areGone(functions);
  });
};

if (existsSync('/proc/self/stat')) declare();
else leaveOut('what is left of a run', 'the processes of a process are read from /proc, which is not there');
