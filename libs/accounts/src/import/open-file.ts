// A file at its beginning, which tells what form it has.
import type { OpenFile } from './formats/format.ts';
import { refuse } from './line-fault.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const BLANKS = new Set([0x20, 0x09, 0x0d, 0x0a]);

/** No text begins with it, and every file of gzip does, as Auth0 gives its exports. */
const GZIP = 0x1f;

/**
 * Reads up to the first byte that is no white space, behind a byte order mark, and loses nothing but that mark. Throws `LineFault` for a
 * file that is packed.
 */
export const openFile = async (source: AsyncIterable<Buffer>): Promise<OpenFile> => {
  const iterator = source[Symbol.asyncIterator]();
  let begun: Buffer = Buffer.alloc(0);
  for (;;) {
    const next = await iterator.next();
    if (next.done !== true) begun = Buffer.concat([begun, next.value]);
    const text = withoutMark(begun);
    const first = text.find((byte) => !BLANKS.has(byte));
    if (first === GZIP) refuse('', 'is packed by gzip: unpack it first');
    if (next.done === true || (first !== undefined && begun.length >= BYTE_ORDER_MARK.length))
      return {
        first: first === undefined ? '' : String.fromCharCode(first),
        chunks: chained(text, iterator),
      };
  }
};

const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;

async function* chained(begun: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield begun;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
