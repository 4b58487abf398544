// The spellings of one name: a use case, its files, its function.

/** `upload-avatar` and `upload avatar` as `uploadAvatar`. */
export const toCamel = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : capitalized(word))).join('');

/** `uploadAvatar` as `upload-avatar`. */
export const toKebab = (camel: string): string =>
  camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `uploadAvatar` as `UploadAvatar`. */
export const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The words of a segment of a path: `logout-all` as `['logout', 'all']`. */
export const wordsOf = (segment: string): readonly string[] =>
  segment
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
