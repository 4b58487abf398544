// What an import says: how far it is, a line for each record that is refused, and at the end what came of all.
import type { ImportCounts, LineFault } from '@gatehouse/accounts/import';
import { presentText } from '../present-text.ts';

/** `line 7: email: must be a valid email`. The name of a member is text of others. */
export const presentRefusal = (place: string, { field, rule }: Pick<LineFault, 'field' | 'rule'>): string =>
  [place, ...(field === '' ? [] : [presentText(field)]), rule].join(': ');

/** How long it has run, and how much of its source is read where that is known. */
export interface Pace {
  readonly seconds: number;
  readonly fraction: number | null;
}

export const presentProgress = (counts: ImportCounts, { seconds, fraction }: Pace): string => {
  const { read, inserted, there, refused } = counts;
  const part = fraction === null ? '' : `${Math.floor(fraction * 100)} %, `;
  const rate = seconds > 0 ? `, ${Math.round(read / seconds)}/s` : '';
  return `${part}${read} read, ${inserted} imported, ${there} there already, ${refused} refused${rate}`;
};

export interface Outcome {
  readonly counts: ImportCounts;
  readonly dryRun: boolean;
  readonly floorMs: number;
}

export const presentOutcome = ({ counts, dryRun, floorMs }: Outcome): readonly string[] => {
  const { read, inserted, there, refused, withoutHash, leftOut } = counts;
  const names = [...leftOut].map(([name, times]) => `${presentText(name)} (${times})`);
  return [
    ...(dryRun ? ['dry run: nothing was written'] : []),
    ...(names.length > 0 ? [`left out: ${names.join(', ')}`] : []),
    ...(withoutHash > 0
      ? [`without a hash: ${withoutHash}, who need a reset before they sign in by a password`]
      : []),
    ...(floorMs > 0
      ? [`refused logins take ${floorMs} ms at least while hashes of other kinds are left`]
      : []),
    `${read} read: ${inserted} imported, ${there} there already, ${refused} refused`,
  ];
};
