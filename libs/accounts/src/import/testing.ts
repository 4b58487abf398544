// What the tests of imports share: sources out of texts, and what is read of them.
import { openFile } from './open-file.ts';
import { FORMATS } from './formats/index.ts';
import type { FormatOptions } from './formats/format.ts';
import { LineFault } from './line-fault.ts';
import { membersOf } from './members.ts';
import type { SourceRecord } from './records/source-record.ts';

export const NOW = new Date('2026-03-01T12:00:00.000Z');

/** In chunks of this size, so that what falls between two is met too. */
export async function* chunksOf(content: string | Buffer, size = 7): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Each record by its line, or why it is refused. */
export const readAll = async (records: AsyncIterable<SourceRecord>): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const { line, read } of records) found.push([line, orRule(read)]);
  return found;
};

const orRule = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    if (error instanceof LineFault) return error.message;
    throw error;
  }
};

export const recordsIn = async (format: string, content: string | Buffer, size?: number) =>
  FORMATS.get(format)!.records(await openFile(chunksOf(content, size)));

/** The lines that a format makes of a file, with what it leaves out. */
export const draftsIn = async (format: string, content: string, options: Partial<FormatOptions> = {}) => {
  const drafts: unknown[] = [];
  for await (const { read } of await recordsIn(format, content, 1000))
    drafts.push(
      orRule(() => {
        const record = membersOf(read());
        const draft = FORMATS.get(format)!.toDraft(record, { now: NOW, ...options });
        return { draft: JSON.parse(JSON.stringify(draft)) as unknown, leftOut: record.leftOver() };
      }),
    );
  return drafts;
};
