// What is installed of the tools with a lock of their own, which decides what tests leave out: Nx remembers a result by it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TOOLS = ['browser/driver', 'dynalite', 'examples/iac', 'iam-simulator', 'packages/consumer'];

for (const tool of TOOLS) {
  const lock = join(import.meta.dirname, '..', tool, 'node_modules/.package-lock.json');
  const state = existsSync(lock)
    ? createHash('sha256').update(readFileSync(lock)).digest('hex')
    : 'not installed';
  console.log(`${tool}: ${state}`);
}
