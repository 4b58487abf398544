// Holds the logs of a gateway to two promises: each event that calls and commands must have made stands in the audit file, and no
// line holds a secret or an email.
import { existsSync, readFileSync } from 'node:fs';
import { parseLine, type AuditLine } from '@gatehouse/audit';
import { secretIn, type Secrets } from './secrets.ts';
import type { Seen } from './witness.ts';

export interface Logs {
  /** All that the gateway has printed. */
  readonly output: string;
  /** The text of its audit file. */
  readonly audit: string;
}

/** The audit file as it is now; empty where there is none. */
export const readAuditFile = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** What breaks a promise, a sentence each. */
export const faultsOf = (
  { output, audit }: Logs,
  seen: Seen,
  known: readonly Secrets[],
): readonly string[] => {
  const lines = audit.split('\n').filter((line) => line !== '');
  const parsed = lines.map((line) => parseLine(line));
  const events = parsed.filter((line) => line !== null);
  return [
    ...(events.length < lines.length ? ['a line of the audit file is no audit line'] : []),
    ...missingOf(events, seen),
    ...[...withoutWalkThrough(output).split('\n'), ...lines].flatMap((line) => {
      const secret = secretIn(line, known);
      return secret === null ? [] : [`${secret} stands in the log: ${line}`];
    }),
  ];
};

const missingOf = (events: readonly AuditLine[], { byRequest, byOperators }: Seen): readonly string[] => {
  const told = new Set(events.map(({ request_id, event }) => `${request_id} ${event}`));
  const untold = [...byRequest].filter(([requestId, event]) => !told.has(`${requestId} ${event}`));
  const byOperator = events.filter(({ actor }) => actor === 'operator');
  const tooFew = [...new Set(byOperators)].filter(
    (event) =>
      byOperator.filter((line) => line.event === event).length <
      byOperators.filter((one) => one === event).length,
  );
  return [
    ...untold.map(([requestId, event]) => `the request ${requestId} has left no ${event}`),
    ...tooFew.map((event) => `a command of an operator has left no ${event}`),
  ];
};

/** The commands that the start prints to be pasted are no log; they have a password of their own. */
const withoutWalkThrough = (output: string): string =>
  output.replace(/^ {2}BASE=[^]*?^ {2}post \/auth\/refresh .*$/m, '');
