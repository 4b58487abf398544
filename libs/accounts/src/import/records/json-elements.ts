// The elements of a list in one large JSON document: the document itself, or its member `users`. No more than one is held at a time.
import { refuse } from '../line-fault.ts';
import { readJson } from './json-text.ts';
import { MAX_RECORD_BYTES, TOO_LONG, type SourceRecord } from './source-record.ts';

const MEMBER = 'users';

/** What is not read as a list of objects ends in a record that says so. */
export async function* jsonElements(chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceRecord> {
  const scanner = new ElementScanner();
  for await (const chunk of chunks) yield* scanner.scan(chunk);
  yield* scanner.end();
}

const [QUOTE, BACKSLASH, LINE_FEED, COMMA] = [0x22, 0x5c, 0x0a, 0x2c];
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const [OPEN_LIST, OPEN_OBJECT] = [0x5b, 0x7b];
const BLANKS = new Set([0x20, 0x09, 0x0d, LINE_FEED]);

/** Follows the structure byte by byte: no byte of a longer UTF-8 character looks like one that it is made of. */
class ElementScanner {
  #line = 1;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #ended = false;
  /** The bytes of the last text outside of elements: of a member's name, where a colon follows. */
  #text: number[] = [];
  /** The depth of the list, once it is met. */
  #list = -1;
  #found = false;
  #element: { readonly line: number; parts: Buffer[]; length: number } | null = null;

  *scan(chunk: Buffer): Generator<SourceRecord> {
    let from = 0;
    for (let at = 0; at < chunk.length && !this.#ended; at += 1) {
      const byte = chunk[at]!;
      const wasOpen = this.#element !== null;
      if (!this.#step(byte)) {
        yield* this.#stop('must be JSON with a list of objects, and nothing behind it is read');
        return;
      }
      if (!wasOpen && this.#element !== null) from = at;
      if (wasOpen && this.#depth === this.#list && !this.#inText) {
        this.#hold(chunk.subarray(from, at + 1));
        yield this.#take();
      }
    }
    if (this.#element !== null) this.#hold(chunk.subarray(from));
  }

  *end(): Generator<SourceRecord> {
    if (this.#ended) return;
    if (this.#depth > 0 || this.#inText) yield* this.#stop('the file ends before its JSON does');
    else if (!this.#found) yield* this.#stop(`has no list of objects, and no member ${MEMBER} with one`);
  }

  *#stop(rule: string): Generator<SourceRecord> {
    this.#ended = true;
    yield { line: this.#line, read: () => refuse('', rule) };
  }

  /** Whether the byte may stand there. */
  #step(byte: number): boolean {
    if (byte === LINE_FEED) this.#line += 1;
    if (this.#inText) return this.#stepInText(byte);
    if (byte === QUOTE) return this.#openText();
    if (OPENING.has(byte)) return this.#open(byte);
    if (CLOSING.has(byte)) return this.#close();
    if (this.#element === null && this.#depth === this.#list) return byte === COMMA || BLANKS.has(byte);
    if (this.#depth === 0) return BLANKS.has(byte);
    if (this.#depth === 1 && byte === COMMA) this.#text = [];
    return true;
  }

  #stepInText(byte: number): boolean {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
    if (this.#depth === 1 && this.#inText && this.#text.length < 64) this.#text.push(byte);
    return true;
  }

  #openText(): boolean {
    this.#inText = true;
    if (this.#depth === 1) this.#text = [];
    return this.#element !== null || (this.#depth > 0 && this.#depth !== this.#list);
  }

  #open(byte: number): boolean {
    if (this.#depth === 0 && this.#found) return false;
    if (this.#element === null && this.#depth === this.#list) {
      if (byte !== OPEN_OBJECT) return false;
      this.#element = { line: this.#line, parts: [], length: 0 };
    } else if (byte === OPEN_LIST && this.#isList()) {
      if (this.#found) return false;
      this.#list = this.#depth + 1;
      this.#found = true;
    }
    this.#depth += 1;
    return true;
  }

  #isList(): boolean {
    return this.#depth === 0 || (this.#depth === 1 && Buffer.from(this.#text).toString() === MEMBER);
  }

  #close(): boolean {
    if (this.#element === null && this.#depth === this.#list) this.#list = -1;
    this.#depth -= 1;
    return this.#depth >= 0;
  }

  #hold(part: Buffer): void {
    const element = this.#element!;
    element.length += part.length;
    if (element.length > MAX_RECORD_BYTES) element.parts = [];
    else element.parts.push(part);
  }

  #take(): SourceRecord {
    const { line, parts, length } = this.#element!;
    this.#element = null;
    if (length > MAX_RECORD_BYTES) return { line, read: () => refuse('', TOO_LONG) };
    return { line, read: () => readJson(Buffer.concat(parts)) };
  }
}
