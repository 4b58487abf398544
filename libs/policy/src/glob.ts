// IAM's wildcards on plain strings; apart, because actions, resources and StringLike share them.

/**
 * Whether the whole of `text` matches `pattern`, where `*` is any run of characters, slashes and none included,
 * and `?` is one character. Takes at most pattern × text steps: only the last `*` is ever tried again.
 */
export const globMatches = (pattern: string, text: string): boolean => {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length;) {
    if (pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return isOnlyStars(pattern, at);
};

/** Whether everything that `narrow` matches is matched by `wide`. Both are patterns without `?`. */
export const covers = (wide: string, narrow: string): boolean =>
  // A `*` of the narrow one is a character that only a `*` of the wide one can take up.
  globMatches(wide, narrow);

/** The patterns that no other one covers, each once, in their order. */
export const dropCovered = (patterns: readonly string[]): string[] => {
  const distinct = [...new Set(patterns)];
  return distinct.filter((one) => !distinct.some((other) => other !== one && covers(other, one)));
};

const isOnlyStars = (pattern: string, from: number): boolean => {
  let at = from;
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
};
