// CSV as records: an object for each row, by the names of the columns.
import { refuse } from '../line-fault.ts';
import { csvRows, type CsvRow } from './csv-rows.ts';
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
  for await (const row of csvRows(chunks)) {
    const takeRow = toRecord;
    if (takeRow === undefined) toRecord = recordsOf(columnsIn(row.fields()));
    else yield { line: row.line, read: () => takeRow(row) };
  }
}

/** Two columns of one name would hide one of the two. */
const columnsIn = (names: readonly string[]): CsvColumns => {
  if (names.some((name) => name.includes('\r'))) refuse('', 'must end its lines in LF or CRLF');
  if (!names.includes('email'))
    refuse('', 'must begin with a row that names the columns with commas between, email among them');
  if (new Set(names).size < names.length) refuse('', 'must not have a column twice');
  return { names, least: names.length };
};

/**
 * All rows have as many fields as the first one: a field more or less shifts all behind it. Where quotes are to blame, the lines that they
 * reach over are named.
 */
const recordsOf = ({ names, least }: CsvColumns) => {
  let width: number | undefined;
  return ({ fields, line, last }: CsvRow): Readonly<Record<string, string>> => {
    const values = fields();
    const isFit = values.length >= least && values.length <= names.length;
    if (!isFit || values.length !== (width ??= values.length))
      refuse(
        '',
        `must have as many fields as there are columns${last > line ? `, and ends in line ${last}` : ''}`,
      );
    return Object.fromEntries(values.map((value, index) => [names[index]!, value]));
  };
};
