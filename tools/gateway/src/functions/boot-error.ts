// Why an app did not come up, in lines for the person who started it.
import { StartError } from '../start-error.ts';
import type { BootFailure, FromRunner } from './messages.ts';

/**
 * The error for a boot that ended otherwise than `ready`: by the process's own report, by its end, or not in time.
 * Its lines are such as `auth: JWT_ISSUER: must be …`; for anything but a wrong configuration, the error's stack.
 */
export const toBootError = (app: string, outcome: FromRunner | 'ended' | 'late'): StartError => {
  if (outcome === 'late') return new StartError([`${app}: was not ready within 30 s`]);
  if (outcome === 'ended' || outcome.type !== 'failed')
    return new StartError([`${app}: its process ended before it was ready`]);
  return new StartError(reportOf(outcome).map((line) => `${app}: ${line}`));
};

const reportOf = ({ problems, stack }: BootFailure): readonly string[] =>
  problems.length > 0 ? problems.map(({ variable, rule }) => `${variable}: ${rule}`) : [stack];
