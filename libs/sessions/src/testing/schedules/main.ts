// npm run schedules [CALLERS STEPS]: walks all schedules of so many callers, and prints what was walked and decided.
import { walk, WAITS, type Figures } from './walk.ts';

const [callers = 3, steps = 4] = process.argv.slice(2).map(Number);

const linesOf = ({ schedules, states, decisions }: Figures): readonly string[] => [
  `${callers} callers, ${steps} calls each, any answer lost, from the rotation's network or another one`,
  `waits       ${WAITS.join(', ')} s`,
  `schedules   ${schedules.toLocaleString('en')}`,
  `states      ${states.toLocaleString('en')}`,
  ...Object.entries(decisions).map(([kind, count]) => `${kind.padEnd(12)}${count.toLocaleString('en')}`),
  'Every decision was what the contract says of its history, and every invariant held.',
];

if (![callers, steps].every((count) => Number.isInteger(count) && count > 0 && count <= 8)) {
  process.stderr.write('usage: npm run schedules -- [CALLERS STEPS], each a whole number from 1 to 8\n');
  process.exitCode = 1;
} else {
  process.stdout.write(`${linesOf(walk({ callers, steps, waits: WAITS, tellApart: 'zones' })).join('\n')}\n`);
}
