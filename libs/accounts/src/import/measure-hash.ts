// How long this machine takes to hold a password against a hash.
import { createPasswordHasher } from '@gatehouse/hashing';

const RUNS = 3;

/** The shortest of a few runs, in milliseconds: what else the machine does makes the others longer. */
export const measureHash = async (hash: string): Promise<number> => {
  const hasher = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });
  let shortestMs = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    await hasher.verify('a password that it is not of', hash);
    shortestMs = Math.min(shortestMs, performance.now() - began);
  }
  return shortestMs;
};
