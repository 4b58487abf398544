// JSON without its ambiguities: JSON.parse takes the last of two equal members and says nothing.

const MAX_DEPTH = 8;

/** A string, or one of the characters that give a JSON text its structure. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * Parses UTF-8 `bytes`, or text, as JSON. Refuses invalid UTF-8, a byte order mark, a member that appears twice in one object
 * (RFC 8725 §2.4; in any escape of its name), a member named `__proto__`, and nesting below 8 levels.
 * @throws SyntaxError naming the rule, never the text.
 * @example
 * parseStrictJson('{"role":"user"}'); // { role: 'user' }
 * parseStrictJson('{"role":"user","role":"admin"}'); // throws
 */
export const parseStrictJson = (input: Uint8Array | string): unknown => {
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  const value = parse(text);
  if (commasIn(text) !== commasOf(value)) refuseDuplicates(text, refuseCleverness);
  return value;
};

/** How often a comma stands in a text, its strings included. */
const commasIn = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf(','); at !== -1; at = text.indexOf(',', at + 1)) count += 1;
  return count;
};

/**
 * The commas that a text of this value needs. One that has no more lost no member when it was read, for of two equal ones the
 * value holds one. No number at all for what nests too deep or has a member named __proto__.
 */
const commasOf = (value: unknown, depth = 0): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === MAX_DEPTH) return NaN;
  const isList = Array.isArray(value);
  if (!isList && Object.hasOwn(value, '__proto__')) return NaN;
  const members: readonly unknown[] = isList ? value : Object.values(value);
  let count = Math.max(members.length - 1, 0);
  for (const member of members) count += commasOf(member, depth + 1);
  return count;
};

type JsonObject = Readonly<Record<string, unknown>>;

/** Shown every depth that a text reaches, and every name at its depth; throws where it does not like one. */
type Look = (depth: number, name?: string) => void;

/**
 * Refuses a member that stands twice in one object, at any depth and in any escape of its name. `text` is known to be JSON,
 * so that a colon outside of strings always follows a member's name. `look` is shown every depth and every name on the way.
 * @throws SyntaxError, and what `look` throws
 * @example
 * refuseDuplicates('{"a":{"b":1,"b":2}}'); // throws
 */
export const refuseDuplicates = (text: string, look: Look = () => undefined): void => {
  const open: Set<string>[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') look(open.push(new Set()));
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = JSON.parse(previous) as string;
      look(open.length, name);
      addName(open.at(-1), name);
    }
    previous = token;
  }
};

/**
 * Narrows what was parsed to an object with members.
 * @example
 * const value = parseStrictJson('{"role":"user"}');
 * if (isJsonObject(value)) console.log(value['role']);
 */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decodeUtf8 = (bytes: Uint8Array): string => {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new SyntaxError('must be UTF-8');
  }
};

// The parser's own message quotes the text, so it goes no further.
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('must be JSON');
  }
};

const refuseCleverness = (depth: number, name?: string): void => {
  if (depth > MAX_DEPTH) throw new SyntaxError(`must not nest below ${MAX_DEPTH} levels`);
  if (name === '__proto__') throw new SyntaxError('must not have a member named __proto__');
};

const addName = (names: Set<string> | undefined, name: string): void => {
  if (names?.has(name)) throw new SyntaxError('must not have a member twice');
  names?.add(name);
};
