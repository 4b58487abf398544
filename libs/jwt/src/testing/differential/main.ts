// npm run differential -- [--tokens 1000000] [--seed N]: judges generated tokens by jose and by us, and prints where they differ.
import { parseArgs } from 'node:util';
import { seedOf, wholeNumber } from '@gatehouse/test-support/seeded-run';
import { runDifferential } from './run-differential.ts';

const { values } = parseArgs({ options: { tokens: { type: 'string' }, seed: { type: 'string' } } });

const tokens = wholeNumber('--tokens', values.tokens ?? '1000000');
const seed = seedOf(values.seed);
const print = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

print(`seed ${seed}, ${tokens} tokens`);

const { accepted, refused, differences, unexplained } = await runDifferential({ tokens, seed });
const rows = Object.entries(differences).map(([name, count]) => `${String(count).padStart(8)}  ${name}`);
print(`accepted ${accepted}, refused ${refused}; jose differs by intent:`, ...rows);
print(...unexplained.slice(0, 20).map((line) => `UNEXPLAINED ${line}`));
if (unexplained.length > 0) process.exitCode = 1;
