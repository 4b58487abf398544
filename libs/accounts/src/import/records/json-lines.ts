// JSON lines: a record on each, and nothing on an empty one.
import { refuse } from '../line-fault.ts';
import { readJson } from './json-text.ts';
import { linesOf } from './lines.ts';
import { TOO_LONG, type SourceRecord } from './source-record.ts';

/** CRLF ends a line as LF does, for to JSON a carriage return is white space. A last line that is cut off is no JSON. */
export async function* jsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceRecord> {
  for await (const { number: line, bytes } of linesOf(chunks)) {
    if (bytes === null) yield { line, read: () => refuse('', TOO_LONG) };
    else if (!isBlank(bytes)) yield { line, read: () => readJson(bytes) };
  }
}

const BLANKS = new Set([0x20, 0x09, 0x0d]);

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => BLANKS.has(byte));
