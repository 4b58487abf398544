// The name that a mail may show. Whoever registers somebody else's address chooses the name, and could use it to send that person words.

/** A name as it may be shown, or null for one that is long enough for a message, or that a mail program would make a link of. */
export const shownName = (name: string): string | null => {
  const shown = name.normalize('NFC').replaceAll(UNPRINTABLE, ' ').trim();
  return shown === '' || [...shown].length > MAX_LENGTH || LINK.test(shown) ? null : shown;
};

const MAX_LENGTH = 60;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
/** A scheme, an address, or two words with a dot between. */
const LINK = /:\/\/|[@\uFF20]|[\p{L}\p{N}][.\u3002\uFF0E\uFF61][\p{L}\p{N}]/u;
