// npm run supply-chain [-- --level LEVEL]: asks the registry for advisories and signatures of all that is locked.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LEVELS } from './advisories.ts';
import { checkLocks } from './check-locks.ts';
import { createNpm } from './npm.ts';

const USAGE = `usage: npm run supply-chain [-- --level ${LEVELS.join('|')}]`;

const levelIn = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { level: { type: 'string', default: 'high' } },
    });
    return LEVELS.find((one) => one === values.level);
  } catch {
    return undefined;
  }
};

const level = levelIn(process.argv.slice(2));
if (level === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const root = resolve(import.meta.dirname, '../../..');
  const print = (line: string) => console.log(line);
  if (!checkLocks({ root, npm: createNpm(process.env), level, print })) process.exitCode = 1;
}
