// Whether a new password is what people choose and attackers try first. A rule of thumb that can be told: what is left of it,
// after what is guessed at once, has to be as long as the shortest password there may be.
import { commonPasswords } from './common-passwords.ts';
import { MAX_PASSWORD_LENGTH, type NewPasswordRules } from './new-password-rules.ts';
import { folded, ownWordsOf } from './own-words.ts';
import { repeatedPart, withoutRuns } from './stretches.ts';

/** In words for the owner. */
export const COMMON =
  'must not be a common password, a sequence or a repetition, or one of these with a little added';
export const OWN = 'must not be made of your name or email';

/** The least length that an operator can ask for, and so the least that has to be left. */
const LEAST_LEFT = 8;

/** Nobody types a longer one, and no list of guesses has it. */
const LONGEST_STRETCH = 64;

/**
 * Which of the two rules a password breaks. One that has not `minLength` is not called common as well: it has to become
 * another, whatever it is. Of one that is too long nothing is asked, which bounds the work.
 */
export const guessableRules = (
  password: string,
  { minLength, owner }: NewPasswordRules,
): readonly string[] => {
  const { length } = Array.from(password);
  if (length > MAX_PASSWORD_LENGTH) return [];
  const text = folded(password);
  const others = ownWordsOf(owner).reduce((left, word) => left.replaceAll(word, ''), text);
  const rules: readonly (readonly [broken: boolean, rule: string])[] = [
    [length >= minLength && length <= LONGEST_STRETCH && isLittle(text), COMMON],
    [others !== text && isLittle(others), OWN],
  ];
  return rules.filter(([broken]) => broken).map(([, rule]) => rule);
};

const isLittle = (text: string): boolean => charactersLeft(text) < LEAST_LEFT;

const charactersLeft = (text: string): number => {
  if (commonPasswords.has(text)) return 0;
  const part = repeatedPart(withoutRuns(text));
  const common = wordsIn(part).find((word) => isCommon(repeatedPart(word)));
  return Array.from(part).length - Array.from(common ?? '').length;
};

/** What of a text could be a listed word: all of it, all but what stands around it, or its letters alone. */
const wordsIn = (text: string): readonly string[] => [
  text,
  text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''),
  text.replace(/[^\p{L}]/gu, ''),
];

const isCommon = (word: string): boolean =>
  commonPasswords.has(word) || commonPasswords.has(spelledOut(word));

/** `p@ssw0rd` is `password`. */
const spelledOut = (word: string): string =>
  word.replace(/[@4301!$57]/g, (character) => LETTERS[character] ?? character);

const LETTERS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  $: 's',
  '5': 's',
  '7': 't',
};
