// The JSON that npm prints, as long as it is an answer of the registry's and not an excuse.
import type { Answer } from './npm.ts';

export type Members = Readonly<Record<string, unknown>>;

/** The answer's members, or why there is none, as npm puts it. */
export const readAnswer = ({ stdout, stderr, status }: Answer): Members | string => {
  const answer = parsed(stdout);
  if (answer === null) return firstLine(stderr) ?? `npm ended with ${status} and printed no JSON`;
  const { error, message } = answer;
  if (error === undefined) return answer;
  return textOf(membersOf(error)['summary']) ?? textOf(message) ?? 'npm says no more';
};

const parsed = (text: string): Members | null => {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
  } catch {
    return null;
  }
};

const firstLine = (text: string): string | null => textOf(text.trim().split('\n')[0]);

export const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
