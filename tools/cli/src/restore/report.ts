// What a restore tells an operator: what has ended, what was voided, and what is left to do. Counts and ids, no email and no secret.
import type { Ended } from '@gatehouse/db/backup';
import type { ReadChanges } from './read-changes.ts';
import type { Outcome } from './settle-account.ts';
import type { Tally } from './settling.ts';

/** What was settled, in whichever store. */
export interface ReportedSettlement {
  readonly takenAt: Date | null;
  /** Null without events. */
  readonly read: ReadChanges | null;
  readonly tally: Tally;
}

export interface ReportedRestore extends ReportedSettlement {
  readonly source: string;
  readonly target: string;
  /** Null where nothing was there before. */
  readonly keptAs: string | null;
  readonly ended: Ended;
}

export const presentRestore = (restored: ReportedRestore): readonly string[] => [
  ...placed(restored),
  ...whatChanged(restored),
];

export const presentSettled = (settled: ReportedSettlement): readonly string[] => [
  `Sessions, links, challenges and mails of ${settled.tally.accounts} accounts have ended.`,
  ...whatChanged(settled),
];

const whatChanged = (settled: ReportedSettlement): readonly string[] => [
  ...known(settled),
  ...OUTCOMES.flatMap(([outcome, what]) =>
    lineOf(what, settled.tally.outcomes[outcome], settled.read !== null),
  ),
  ...lost(settled.tally),
  ...admins(settled.tally),
];

const placed = ({ source, target, keptAs, takenAt, ended, tally }: ReportedRestore): readonly string[] => [
  `${target} is ${source} as of ${takenAt?.toISOString() ?? 'a time that it does not say'}: ${tally.accounts} accounts.`,
  ...(keptAs === null ? [] : [`What was there is kept as ${keptAs}; remove it when it is needed no more.`]),
  `Ended: ${ended.sessions} sessions, ${ended.tokens} links and challenges, ${ended.mails} mails that waited, ${ended.registrations} registrations that waited.`,
];

const known = ({ read, takenAt }: ReportedSettlement): readonly string[] => {
  if (read === null)
    return [
      'Without --events nobody knows what has changed since: who was erased, disabled or lost a role or a factor has all of it back.',
    ];
  const span = `${read.first.toISOString()} to ${read.last.toISOString()}`;
  const all = takenAt === null ? ', and all of them count, since nothing says when the copy was made' : '';
  return [`Events: ${read.events}, from ${span}${all}.`];
};

const OUTCOMES: readonly (readonly [Outcome, string])[] = [
  ['erased', 'Erased again'],
  ['password', 'No password until a reset'],
  ['factors', 'Second factors removed'],
  ['codes', 'No recovery codes until new ones are made'],
  ['roles', 'Roles fell back to the least since (npm run admin -- grant EMAIL ROLE)'],
  ['disabled', 'Disabled again'],
  [
    'held',
    'Disabled, since the email has changed: where the old one is still its owner’s, npm run admin -- enable EMAIL',
  ],
  ['not_enabled', 'Enabled since, and disabled now (npm run admin -- enable EMAIL)'],
];

/** Ids where events name the accounts; else it is nearly everyone. */
const lineOf = (what: string, ids: readonly string[], named: boolean): readonly string[] => {
  if (ids.length === 0) return [];
  return [`${what}: ${ids.length}${named ? `\n  ${ids.join('\n  ')}` : ''}`];
};

const lost = ({ missing }: Tally): readonly string[] =>
  missing === 0 ? [] : [`Made since, and in no copy: ${missing} accounts, whose owners register again.`];

const admins = ({ admins: { standing, able } }: Tally): readonly string[] => {
  if (standing === 0) return ['There is no admin who is not disabled: npm run admin -- grant EMAIL'];
  if (able === 0) return ['No admin can sign in before a reset: npm run admin -- reset EMAIL'];
  return [];
};
