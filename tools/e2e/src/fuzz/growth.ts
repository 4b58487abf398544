// Whether a gateway's memory grows with what it has answered.
import type { Memory } from './memory.ts';

/** More than a collector leaves by chance; a leak of some 400 bytes a request shows in the nightly run. */
const MOST_HEAP_MIB = 16;
/** Pages that are resident say less: they stay after a collection, and the processes of apps take theirs as they like. */
const MOST_RESIDENT_MIB = 160;

/** How it grew in the second half, where everything was loaded before; undefined where it did not. */
export const growthOf = (memory: readonly Memory[]): string | undefined => {
  const [before, after] = memory.slice(-2);
  if (before === undefined || after === undefined) return 'it was not measured';
  const heap = after.heapMiB - before.heapMiB;
  const resident = after.residentMiB - before.residentMiB;
  if (heap <= MOST_HEAP_MIB && resident <= MOST_RESIDENT_MIB) return undefined;
  return `the second half of the requests took ${heap.toFixed(1)} MiB of heap and ${resident} MiB of resident memory`;
};
