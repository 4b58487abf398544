// CSV (RFC 4180) as records: an object for each row, by the names of the columns.
import { Readable } from 'node:stream';
import { refuse } from '../line-fault.ts';
import { MAX_RECORD_BYTES, type SourceRecord } from './source-record.ts';

/** What the parser gives for a row. */
interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * `columns` names those of a file without a header; without it the first row does. A byte order mark is left out, and so are empty
 * lines. A row with more or fewer fields than there are columns, a quote in the wrong place, and what is not UTF-8 are refused.
 */
export async function* csvRecords(
  chunks: AsyncIterable<Buffer>,
  columns?: readonly string[],
): AsyncGenerator<SourceRecord> {
  const { parse } = await import('csv-parse');
  const refused: SourceRecord[] = [];
  const parser = parse({
    columns: columns === undefined ? headerOf : [...columns],
    bom: true,
    info: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    skip_records_with_error: true,
    on_skip: (error) => {
      refused.push({
        line: Number(error?.['lines'] ?? 0),
        read: () => refuse('', RULES[error?.code ?? ''] ?? NO_CSV),
      });
      return undefined;
    },
  });
  for await (const { record, info } of Readable.from(chunks).pipe(parser) as AsyncIterable<Row>) {
    yield* refused.splice(0);
    yield { line: info.lines, read: () => requireUtf8(record) };
  }
  yield* refused.splice(0);
}

const NO_CSV = 'must be a row of CSV (RFC 4180)';

const RULES: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: 'must have as many fields as there are columns',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'must have as many fields as there are columns',
  CSV_MAX_RECORD_SIZE: `is longer than ${MAX_RECORD_BYTES} bytes`,
};

/** Two columns of one name would hide one of the two. */
const headerOf = (names: readonly string[]): string[] => {
  if (new Set(names).size < names.length) refuse('', 'must not have a column twice');
  return [...names];
};

/** The parser puts this character in the place of bytes that are none. */
const REPLACED = '\ufffd';

const requireUtf8 = (record: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.values(record).some((value) => value.includes(REPLACED)) ? refuse('', 'must be UTF-8') : record;
