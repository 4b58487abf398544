// A stream of bytes as lines, of which none is held that is too long.
import { MAX_RECORD_BYTES } from './source-record.ts';

export interface Line {
  readonly number: number;
  /** Without the line feed; null for a line that is too long. */
  readonly bytes: Buffer | null;
}

const LINE_FEED = 10;

/** The last line may end without a line feed. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 1;
  const begun = createLine();
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      yield { number, bytes: begun.end(chunk.subarray(from, end)) };
      number += 1;
      from = end + 1;
    }
    begun.add(chunk.subarray(from));
  }
  const last = begun.end(Buffer.alloc(0));
  if (last?.length !== 0) yield { number, bytes: last };
}

/** A line that comes in parts. */
const createLine = () => {
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length > MAX_RECORD_BYTES) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const end = (part: Buffer): Buffer | null => {
    add(part);
    const bytes = length > MAX_RECORD_BYTES ? null : parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    [parts, length] = [[], 0];
    return bytes;
  };
  return { add, end };
};
