// What a format of another system is: how its file is read, and how a record of it becomes a line.
import type { Members } from '../members.ts';
import type { SourceRecord } from '../records/source-record.ts';

/** What the operator said beside the format. */
export interface FormatOptions {
  /** When the import began. */
  readonly now: Date;
  /** What stands in the place of a name that is missing; without it such a line is refused. */
  readonly missingName?: string;
  /** Members of lines that are left out on purpose. */
  readonly ignored?: readonly string[];
  /** The hash of the account with this id, where a system exports hashes in a file of their own. */
  readonly hashOf?: (id: string) => string | undefined;
  /** The parameters of Firebase's hashes. */
  readonly firebase?: FirebaseParameters;
}

export interface FirebaseParameters {
  /** Both in base64, as Firebase shows them. */
  readonly signerKey: string;
  readonly saltSeparator: string;
  readonly rounds: number;
  readonly memCost: number;
}

/** The members of a line, not yet held to any rule; one that is undefined is not there. */
export type Draft = Readonly<Record<string, unknown>>;

export interface Format {
  /** Begins where the file does. */
  readonly records: (file: OpenFile) => AsyncIterable<SourceRecord>;
  /** Throws `LineFault`. */
  readonly toDraft: (record: Members, options: FormatOptions) => Draft;
}

export interface OpenFile {
  readonly chunks: AsyncIterable<Buffer>;
  /** The first byte that is no white space. */
  readonly first: string;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** An id of another system, where it can be one here. */
export const idIfFit = (text: string | undefined): string | undefined =>
  text !== undefined && ID.test(text) ? text : undefined;
