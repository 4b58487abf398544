// CSV (RFC 4180) as rows: the fields of each, at the line where it begins.
import { refuse } from '../line-fault.ts';
import { fieldsOf } from './csv-fields.ts';
import { LINE_FEED, placeAfter, type Place } from './csv-place.ts';
import { MAX_RECORD_BYTES, TOO_LONG } from './source-record.ts';

export interface CsvRow {
  readonly line: number;
  /** The line where it ends, which is a later one where a field in quotes has line feeds. */
  readonly last: number;
  /** Throws `LineFault` where no fields can be read. */
  readonly fields: () => readonly string[];
}

/**
 * Each line is in a row, or named by a refusal. Behind a row that is none, reading goes on with the line below the one where that row
 * began, since what seemed to stand in its quotes may be rows. Empty lines are nothing.
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRow> {
  const scanner = new RowScanner();
  for await (const chunk of chunks) yield* scanner.scan(chunk);
  yield* scanner.end();
}

const NO_CSV = 'must be a row of CSV (RFC 4180)';
const UNCLOSED = 'has a quote that nothing closes';

const CARRIAGE_RETURN = 0x0d;

const isBlank = (bytes: Buffer): boolean =>
  bytes.length === 0 || (bytes.length === 1 && bytes[0] === CARRIAGE_RETURN);

/** Holds no more than one row. */
class RowScanner {
  #place: Place = 'start';
  #line = 1;
  /** The line where the row begins. */
  #begun = 1;
  #parts: Buffer[] = [];
  #length = 0;

  *scan(chunk: Buffer): Generator<CsvRow> {
    const waiting = [chunk];
    for (let bytes = waiting.pop(); bytes !== undefined; bytes = waiting.pop())
      waiting.push(...(yield* this.#read(bytes)));
  }

  *end(): Generator<CsvRow> {
    while (this.#place === 'quoted') {
      const below = this.#linesBelow();
      yield this.#refused(UNCLOSED);
      this.#begin(this.#begun + 1);
      if (below !== null) yield* this.scan(below);
    }
    yield* this.#take(this.#line);
  }

  /** Answers with what is to be read next, the first part last. */
  *#read(bytes: Buffer): Generator<CsvRow, readonly Buffer[]> {
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      const place = placeAfter(this.#place, byte);
      if (place === null) return yield* this.#fault(bytes.subarray(from, at + 1), bytes.subarray(at + 1));
      const isRow = byte === LINE_FEED && place === 'start';
      if (isRow) {
        this.#hold(bytes.subarray(from, at));
        from = at + 1;
      }
      this.#place = place;
      if (byte === LINE_FEED) this.#line += 1;
      if (isRow) yield* this.#take(this.#line - 1);
    }
    this.#hold(bytes.subarray(from));
    return [];
  }

  *#fault(read: Buffer, unread: Buffer): Generator<CsvRow, readonly Buffer[]> {
    this.#hold(read);
    const below = this.#linesBelow();
    yield this.#refused(NO_CSV);
    if (below === null) this.#place = 'skipped';
    else this.#begin(this.#begun + 1);
    return below === null ? [unread] : [unread, below];
  }

  #begin(line: number): void {
    [this.#place, this.#line, this.#begun] = ['start', line, line];
    [this.#parts, this.#length] = [[], 0];
  }

  #hold(part: Buffer): void {
    if (this.#place === 'skipped') return;
    this.#length += part.length;
    if (this.#isTooLong()) this.#parts = [];
    else this.#parts.push(part);
  }

  #isTooLong(): boolean {
    return this.#length > MAX_RECORD_BYTES;
  }

  /** What is held of the lines below the first one of the row; null where there are none, or where they are not held. */
  #linesBelow(): Buffer | null {
    const held = Buffer.concat(this.#parts);
    const end = held.indexOf(LINE_FEED);
    return end === -1 ? null : held.subarray(end + 1);
  }

  /** Names the lines that are lost with a row too long to be held. */
  #refused(rule: string): CsvRow {
    const said = this.#isTooLong() ? `${TOO_LONG}, and no line up to ${this.#line} was read` : rule;
    [this.#parts, this.#length] = [[], 0];
    return { line: this.#begun, last: this.#line, fields: () => refuse('', said) };
  }

  *#take(last: number): Generator<CsvRow> {
    const [line, isTooLong, bytes] = [this.#begun, this.#isTooLong(), Buffer.concat(this.#parts)];
    this.#begin(this.#line);
    if (isTooLong) yield { line, last, fields: () => refuse('', TOO_LONG) };
    else if (!isBlank(bytes)) yield { line, last, fields: () => fieldsOf(bytes) };
  }
}
