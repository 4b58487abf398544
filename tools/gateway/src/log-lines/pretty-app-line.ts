// What an app prints, for a person: warnings and errors in words, and not what machines alone read. Lines that are none of ours
// are shown as they are.
import type { Paint } from '@gatehouse/terminal';

/** The line of each call tells the same. */
const TOLD_BY_THE_CALL: ReadonlySet<unknown> = new Set(['request refused', 'token refused']);

const SHOWN_LEVELS: ReadonlySet<unknown> = new Set(['WARN', 'ERROR']);

/** `auth | {json}` as words, or null where there is nothing to read in it; anything else as it is. */
export const prettyAppLine =
  (paint: Paint) =>
  (line: string): string | null => {
    const [, app = '', text = ''] = /^([^ ]+) \| (\{.*\})$/s.exec(line) ?? [];
    const logged = parse(text);
    if (logged === null) return line;
    if ('_aws' in logged || logged['audit'] === true) return null;
    const { level, message, time: _time, service: _service, error, stack, ...fields } = logged;
    if (typeof level !== 'string' || typeof message !== 'string') return line;
    if (!SHOWN_LEVELS.has(level) || TOLD_BY_THE_CALL.has(message)) return null;
    const facts = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
    const told = `${app} ${paint(level === 'ERROR' ? 'red' : 'yellow', level)} ${printable(message)}`;
    const rest = [...facts, ...causesOf(error)].map(printable).join('  ');
    return [
      rest === '' ? told : `${told}  ${paint('dim', rest)}`,
      ...stepsOf(stack).map((step) => paint('dim', step)),
    ].join('\n');
  };

const parse = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = text === '' ? null : JSON.parse(text);
    return typeof value === 'object' ? (value as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
};

const causesOf = (error: unknown): readonly string[] => (Array.isArray(error) ? error.map(String) : []);

/** Where an error was made, without its message, which stands among the causes. */
const stepsOf = (stack: unknown): readonly string[] =>
  typeof stack === 'string'
    ? stack
        .split('\n')
        .filter((step) => /^ +at /.test(step))
        .map(printable)
    : [];

/** JSON gives back the characters that end a line, move a cursor or turn the direction; a terminal would obey them. */
const printable = (text: string): string =>
  text.replace(/[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '?');
