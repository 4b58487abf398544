// Loaded into the gateway's process, where it writes the size of the heap to a file whenever it gets SIGUSR2.
import { renameSync, writeFileSync } from 'node:fs';

const file = process.env['HEAP_FILE'];

if (file !== undefined)
  process.on('SIGUSR2', () => {
    // Twice, since what a finalizer keeps goes with the second.
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    writeFileSync(`${file}.new`, String(heapUsed + arrayBuffers));
    renameSync(`${file}.new`, file);
  });
