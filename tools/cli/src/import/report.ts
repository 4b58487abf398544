// What an import prints on standard output: a line for each that is refused, and at the end what came of all.
import type { ImportCounts, LineFault } from '@gatehouse/accounts/import';
import { presentText } from '../present-text.ts';

/** `line 7: email: must be a valid email`. The name of a member is text of others. */
export const presentRefusal = (place: string, { field, rule }: Pick<LineFault, 'field' | 'rule'>): string =>
  [place, ...(field === '' ? [] : [presentText(field)]), rule].join(': ');

export interface Outcome {
  readonly counts: ImportCounts;
  readonly dryRun: boolean;
  readonly floorMs: number;
}

export const presentOutcome = ({ counts, dryRun, floorMs }: Outcome): readonly string[] => {
  const { read, inserted, there, refused, leftOut } = counts;
  const names = [...leftOut].map(([name, times]) => `${presentText(name)} (${times})`);
  return [
    ...(dryRun ? ['dry run: nothing was written'] : []),
    ...(names.length > 0 ? [`left out: ${names.join(', ')}`] : []),
    ...(floorMs > 0
      ? [`refused logins take ${floorMs} ms at least while hashes of other kinds are left`]
      : []),
    `${read} read: ${inserted} imported, ${there} there already, ${refused} refused`,
  ];
};
