// Makes text that somebody else wrote safe to print in a terminal.

/** As it is where nothing in it breaks the line or moves the cursor; else as JSON writes it, in ASCII. */
export const presentText = (text: string): string =>
  /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(text) ? text : JSON.stringify(text).replace(/[^\x20-\x7e]/g, '?');
