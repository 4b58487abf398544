// The process of one part: node run-part.ts PART EFFORT. What it finds it writes to file descriptor 3, as JSON; what the
// handlers print goes wherever standard output leads.
import { writeSync } from 'node:fs';
import type { Effort } from './core/effort.ts';
import { PARTS } from './parts.ts';

const [name = '', effort = '{}'] = process.argv.slice(2);
const measure = await PARTS[name]!.load();
writeSync(3, JSON.stringify(await measure(JSON.parse(effort) as Effort)));
process.exit();
