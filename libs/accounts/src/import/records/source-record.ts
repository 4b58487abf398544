// What a source is read into, whatever its form: records, each at its line.

export interface SourceRecord {
  /** Where it begins, from 1; of a collection, which document it is. */
  readonly line: number;
  /** What stands there. Throws `LineFault` where nothing can be read. */
  readonly read: () => unknown;
}

/** The most that one record may take: many times what an account does. */
export const MAX_RECORD_BYTES = 262_144;

export const TOO_LONG = `is longer than ${MAX_RECORD_BYTES} bytes`;
