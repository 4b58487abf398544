// The command line of `npm run restored`, held to its form before the database is opened.
import { momentIn } from '@gatehouse/accounts/import';
import { readCommandLine, refuseUsage } from '../run-command.ts';

export interface RestoredRequest {
  /** When the copy was begun; null counts all events. */
  readonly since: Date | null;
  readonly events: string | undefined;
  readonly keepPasswords: boolean;
}

const USAGE = `npm run restored -- [--since TIME] [--events FILE] [--keep-passwords]
  --since TIME      when the copy was begun, as 2026-01-31T09:30:00Z; without it all events count
  --events FILE     the audit events since: erases again who was erased, and voids what was changed
  --keep-passwords  without events passwords stay, which else are void until a reset`;

const FORM = {
  options: {
    since: { type: 'string' },
    events: { type: 'string' },
    'keep-passwords': { type: 'boolean', default: false },
  },
} as const;

/** @throws UsageError with the usage, also for a time that is none, or yet to come: read as a later one it would leave erasures out */
export const readRestoredRequest = (args: readonly string[], now: Date): RestoredRequest => {
  const { since, events, 'keep-passwords': keepPasswords } = readCommandLine(args, USAGE, FORM).values;
  const time = since === undefined ? null : (momentIn(since) ?? refuse());
  if (events === '' || (time !== null && time > now)) refuse();
  return { since: time, events, keepPasswords };
};

const refuse = (): never => refuseUsage(USAGE);
