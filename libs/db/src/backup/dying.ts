// A backup or a restore that is killed after the step that its plan names: the script of the fault tests.
import { backUp, restore } from './index.ts';

interface Plan {
  readonly act: 'backup' | 'restore';
  readonly source: string;
  readonly target: string;
  /** The step, from 0, right after which it dies. */
  readonly call: number;
}

const { act, source, target, call } = JSON.parse(process.argv[2] ?? '') as Plan;
let steps = 0;
const onStep = (): void => {
  if (steps === call) process.kill(process.pid, 'SIGKILL');
  steps += 1;
};
const now = (): Date => new Date();
const settlementOf = () => ({ settle: <T>(account: T): T => account, values: () => ({}) });
if (act === 'backup') await backUp({ source, target, now, onStep });
else restore({ source, target, now, settlementOf, onStep });
process.stdout.write('acknowledged');
