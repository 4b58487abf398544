// JSON without its ambiguities, apart because JSON.parse takes the last of two equal members and says nothing.

const MAX_DEPTH = 8;

/** A string, or one of the characters that give a JSON text its structure. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * Parses UTF-8 `bytes`, or text, as JSON. Refuses invalid UTF-8, a byte order mark, a member that appears twice in one object
 * (RFC 8725 §2.4; in any escape of its name), a member named `__proto__`, and nesting below 8 levels.
 * @throws SyntaxError naming the rule, never the text.
 */
export const parseStrictJson = (input: Uint8Array | string): unknown => {
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  const value = parse(text);
  refuseAmbiguity(text);
  return value;
};

/** Narrows what was parsed to an object with members. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const decodeUtf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
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

/** Walks a text that is known to be JSON, so that a colon outside of strings always follows a member's name. */
const refuseAmbiguity = (text: string): void => {
  const open: Set<string>[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') addName(open.at(-1), JSON.parse(previous) as string);
    if (open.length > MAX_DEPTH) throw new SyntaxError(`must not nest below ${MAX_DEPTH} levels`);
    previous = token;
  }
};

const addName = (names: Set<string> | undefined, name: string): void => {
  if (name === '__proto__') throw new SyntaxError('must not have a member named __proto__');
  if (names?.has(name)) throw new SyntaxError('must not have a member twice');
  names?.add(name);
};
