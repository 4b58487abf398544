// Where the accounts of an import come from.
import type { SourceRecord } from '@gatehouse/accounts/import';

export interface ImportSource {
  readonly records: AsyncIterable<SourceRecord>;
  /** What a record is called by its number. */
  readonly noun: 'line' | 'document';
  /** How much of it is read, from 0 to 1; null where nobody knows. */
  readonly fraction: () => number | null;
  readonly close: () => Promise<void>;
}
