// One run of `npm run import` in a process of its own, which may be killed on its way.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RunOptions {
  readonly file: string;
  readonly url: string;
  /** Where the audit file of the run goes. */
  readonly home: string;
  /** Asked again and again; the process is killed when it says yes. */
  readonly isTime: () => boolean;
}

export interface RunFigures {
  readonly wasKilled: boolean;
  readonly seconds: number;
  /** Of the processor's time, which on a busy machine is what counts; 0 where the system does not tell. */
  readonly cpuSeconds: number;
  /** The most that was in memory at a time, in MiB; 0 where the system does not tell. */
  readonly peakMiB: number;
  /** What it printed last. */
  readonly summary: string;
}

const WORKSPACE = join(import.meta.dirname, '../../../../..');
const SCRIPT = ['--disable-warning=DEP0040', '--import', './tools/preload.mjs', 'tools/cli/src/import.ts'];
const LOOK_MS = 5;

/** Throws with what it printed when it failed by itself. */
export const runOnce = async ({ file, url, home, isTime }: RunOptions): Promise<RunFigures> => {
  const began = performance.now();
  const child = spawn(process.execPath, [...SCRIPT, file], {
    cwd: WORKSPACE,
    env: { PATH: process.env['PATH'], DATABASE_URL: url, GATEHOUSE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (printed = `${printed}${chunk.toString()}`.slice(-4000)));
  child.stderr.on('data', (chunk: Buffer) => (errors = `${errors}${chunk.toString()}`.slice(-4000)));
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  let [peakMiB, cpuSeconds] = [0, 0];
  while (child.exitCode === null && child.signalCode === null) {
    peakMiB = Math.max(peakMiB, peakOf(child.pid));
    cpuSeconds = Math.max(cpuSeconds, cpuOf(child.pid));
    if (isTime()) child.kill('SIGKILL');
    await Promise.race([ended, sleep(LOOK_MS)]);
  }
  const [code, signal] = await ended;
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`the import ended with ${code}: ${printed}${errors}`);
  const seconds = (performance.now() - began) / 1000;
  return {
    wasKilled: signal === 'SIGKILL',
    seconds,
    cpuSeconds,
    peakMiB,
    summary: printed.trimEnd().split('\n').at(-1) ?? '',
  };
};

/** What Linux says of a process; nothing where there is no Linux, or no process any more. */
const procOf = (pid: number | undefined, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

const peakOf = (pid: number | undefined): number =>
  Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(procOf(pid, 'status'))?.[1] ?? 0) / 1024);

const TICKS_PER_SECOND = 100;

/** The 14th and the 15th field; the second one is a name, which may hold blanks, in parentheses. */
const cpuOf = (pid: number | undefined): number => {
  const fields = procOf(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
};
