// What the patterns of hashes find, by the names of their groups.
import { malformedHash } from './errors.ts';

/**
 * The groups of a text that are there whenever the pattern is.
 * @throws HashError `malformed_hash` where the pattern is not the text's
 */
export const groupsOf = <Name extends string>(
  pattern: RegExp,
  text: string,
): Readonly<Record<Name, string>> =>
  (pattern.exec(text)?.groups ?? malformedHash()) as Readonly<Record<Name, string>>;
