// CSV as records: an object for each row, by the names of the columns.
import { refuse } from '../line-fault.ts';
import { csvRows } from './csv-rows.ts';
import type { SourceRecord } from './source-record.ts';

/** The columns of a file without a header. */
export interface CsvColumns {
  readonly names: readonly string[];
  /** How many there are at least, where a writer leaves out the last ones. */
  readonly least: number;
}

/**
 * Without `columns` the first row names them, an `email` among them. Throws `LineFault` for a first row that does not: no column of the
 * others can be told, and a report of what was left out would show the values of that row.
 */
export async function* csvRecords(
  chunks: AsyncIterable<Buffer>,
  columns?: CsvColumns,
): AsyncGenerator<SourceRecord> {
  let toRecord = columns === undefined ? undefined : recordsOf(columns);
  for await (const { line, fields } of csvRows(chunks)) {
    const takeFields = toRecord;
    if (takeFields === undefined) toRecord = recordsOf(columnsIn(fields()));
    else yield { line, read: () => takeFields(fields()) };
  }
}

/** Two columns of one name would hide one of the two. */
const columnsIn = (names: readonly string[]): CsvColumns => {
  if (names.some((name) => name.includes('\r'))) refuse('', 'must end its lines in LF or CRLF');
  if (!names.includes('email')) refuse('', 'must begin with a row that names the columns, email among them');
  if (new Set(names).size < names.length) refuse('', 'must not have a column twice');
  return { names, least: names.length };
};

/** All rows have as many fields as the first one: a field more or less shifts all behind it. */
const recordsOf = ({ names, least }: CsvColumns) => {
  let width: number | undefined;
  return (fields: readonly string[]): Readonly<Record<string, string>> => {
    const isFit = fields.length >= least && fields.length <= names.length;
    if (!isFit || fields.length !== (width ??= fields.length))
      refuse('', 'must have as many fields as there are columns');
    return Object.fromEntries(fields.map((field, index) => [names[index]!, field]));
  };
};
