// How much memory a gateway holds: its own heap after a collection, and what all of its processes have resident.
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { waitUntil } from '@gatehouse/test-support/wait-until';
import { residentMemoryOf } from '../child-processes.ts';

export interface Memory {
  readonly heapMiB: number;
  readonly residentMiB: number;
}

const HEAP_FILE = join(tmpdir(), `gatehouse-heap-${randomUUID()}`);
const PROBE = pathToFileURL(join(import.meta.dirname, 'heap-probe.ts'));

/** What a gateway has to be started with, for its heap to be measured. */
export const MEASURED = { HEAP_FILE, NODE_OPTIONS: `--expose-gc --import=${PROBE.href}` };

/** Of the gateway with this process id. */
export const measureMemory = async (pid: number): Promise<Memory> => {
  await rm(HEAP_FILE, { force: true });
  process.kill(pid, 'SIGUSR2');
  const told = () => readFile(HEAP_FILE, 'utf8').catch(() => undefined);
  const heapMiB = Number(await waitUntil('the gateway tells the size of its heap', told)) / MIB;
  return {
    heapMiB: Math.round(heapMiB * 10) / 10,
    residentMiB: Math.round((await residentMemoryOf(pid)) / 1024),
  };
};

const MIB = 1024 * 1024;
