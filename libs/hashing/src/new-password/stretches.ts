// The stretches that make a long password of nothing: one character held, a walk along the alphabet or the keyboard, and
// a part that is repeated.

/** What is left of a text without its runs of four and more, where one character leads to the next. */
export const withoutRuns = (text: string): string => {
  const characters = Array.from(text);
  const left: string[] = [];
  for (let at = 0; at < characters.length;) {
    const length = runAt(characters, at);
    if (length === 0) left.push(characters[at] ?? '');
    at += Math.max(length, 1);
  }
  return left.join('');
};

/**
 * The part that a text repeats to its end, the last time perhaps only half of it, as in `monkeymon`; the text where it
 * repeats none.
 */
export const repeatedPart = (text: string): string => {
  const characters = Array.from(text);
  for (let period = 1; period <= (characters.length * 2) / 3; period += 1) {
    if (characters.every((character, at) => at < period || character === characters[at - period]))
      return characters.slice(0, period).join('');
  }
  return text;
};

/** Fewer neighbours than this stand together by chance, in words too (`def`, `rst`, `ooo`). */
const SHORTEST_RUN = 4;

/** Where fingers and tongues go by themselves; each is walked in both directions. */
const PATHS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyza',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  '!@#$%^&*()_+',
  '!"§$%&/()=',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  'qazwsxedcrfvtgbyhnujmikolp',
];

/** For each direction of each path, the character that follows a character. */
const STEPS: readonly ReadonlyMap<string, string>[] = PATHS.flatMap((path) =>
  [Array.from(path), Array.from(path).reverse()].map(
    (characters) => new Map(characters.slice(1).map((next, at) => [characters[at] ?? '', next])),
  ),
);

/** How many characters from `at` on are one run; 0 where none begins. */
const runAt = (characters: readonly string[], at: number): number =>
  Math.max(heldAt(characters, at), ...STEPS.map((steps) => walkedAt(characters, at, steps)));

const heldAt = (characters: readonly string[], at: number): number => {
  let end = at + 1;
  while (end < characters.length && characters[end] === characters[at]) end += 1;
  return end - at >= SHORTEST_RUN ? end - at : 0;
};

/** A step may be held as well, as in `112233`; it is the steps that count. */
const walkedAt = (characters: readonly string[], at: number, steps: ReadonlyMap<string, string>): number => {
  let [end, walked] = [at + 1, 1];
  for (; end < characters.length; end += 1) {
    const [from = '', to] = characters.slice(end - 1, end + 1);
    if (steps.get(from) === to) walked += 1;
    else if (from !== to) break;
  }
  return walked >= SHORTEST_RUN ? end - at : 0;
};
